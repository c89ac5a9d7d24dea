using System.Runtime.ExceptionServices;

namespace PerfInsight.Profiles;

/// <summary>A visitor of a part of the samples, whose result can be added to those of the other parts.</summary>
/// <typeparam name="T">The visitor itself.</typeparam>
internal interface IPartVisitor<in T> : ISampleVisitor
    where T : IPartVisitor<T>
{
    /// <summary>Adds the result of the part that follows.</summary>
    void Add(T next);
}

/// <summary>
/// A pass over a profile that may look at several parts of it at the same time. How many parts there are depends on the profile
/// alone and they are added up in their order, so that sums of rounded numbers are the same on every machine.
/// </summary>
internal static class ParallelPass
{
    /// <summary>Goes through all samples.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="create">Makes the visitor of a part.</param>
    /// <returns>The visitor of the first part, with the others added.</returns>
    /// <exception cref="ProfileFormatException">A sample is damaged; of several the first is told.</exception>
    public static T Run<T>(ProfileData profile, Func<T> create)
        where T : IPartVisitor<T>
    {
        var visitors = new T[profile.Parts];
        var errors = new ProfileFormatException?[visitors.Length];
        for (var part = 0; part < visitors.Length; part++)
            visitors[part] = create();
        if (visitors.Length == 1)
        {
            profile.VisitSamples(visitors[0]);
            return visitors[0];
        }

        Parallel.For(0, visitors.Length, part =>
        {
            try
            {
                profile.VisitPart(part, visitors[part]);
            }
            catch (ProfileFormatException exception)
            {
                errors[part] = exception;
            }
        });

        if (Array.Find(errors, static error => error is not null) is { } first)
            ExceptionDispatchInfo.Throw(first);
        foreach (var visitor in visitors.AsSpan(1))
            visitors[0].Add(visitor);
        return visitors[0];
    }
}
