using System.Text.RegularExpressions;
using PerfInsight.NetTrace.Tests.Testing;
using PerfInsight.Profiles;

namespace PerfInsight.NetTrace.Tests.Reading;

public class NameTests
{
    [Fact]
    public void Sampled_methods_have_the_token_and_the_raw_names_of_the_metadata()
    {
        var known = File.ReadLines(Sample.PathOf("frames.tsv")).Skip(1).Select(line => line.Split('\t'))
            .ToDictionary(row => (WithoutHash(row[5]), row[6], WithoutHash(row[7])), row => Convert.ToInt32(row[8], 16));
        var profile = Sample.Kinds.Value;
        var ours = profile.Functions.Where(function => function.Module >= 0 && profile.Modules[function.Module].Name == "W").ToList();

        Assert.True(ours.Count > 150, $"{ours.Count} functions");
        foreach (var function in ours)
        {
            Assert.True(known.TryGetValue((WithoutHash(function.Namespace), function.Name, WithoutHash(function.Signature)), out var token), function.ToString());
            Assert.Equal(token, function.Token);
        }
    }

    [Fact]
    public void A_module_has_the_signature_of_its_pdb()
    {
        // The CodeView id of W.dll in tests/Samples/dotnet.
        using var file = File.OpenRead(Sample.PathOf("W.dll"));
        using var image = new System.Reflection.PortableExecutable.PEReader(file);
        var entry = image.ReadDebugDirectory().First(entry => entry.Type == System.Reflection.PortableExecutable.DebugDirectoryEntryType.CodeView);
        var expected = image.ReadCodeViewDebugDirectoryData(entry).Guid;

        var module = Assert.Single(Sample.Kinds.Value.Modules, module => module.Name == "W");

        Assert.Equal(expected, module.PdbSignature);
        Assert.EndsWith("W.dll", module.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_of_different_statements_have_different_IL_in_the_order_of_the_source()
    {
        string[] callees = ["FileIo", "Sleep", "SocketIo", "SyncOverAsync", "SyncOverAsync2", "Mres", "Mre", "MonWait"];
        var profile = Sample.Waits.Value;
        var starts = callees.ToDictionary(name => name, _ => new HashSet<(int, int)>());
        for (var i = 0; i < profile.Samples.Count; i++)
        {
            var frames = profile.Frames(profile.Samples.Stack(i)).ToList();
            for (var j = 1; j < frames.Count; j++)
            {
                if (profile.FunctionName(frames[j]) == "Program.<<Main>$>g__RunWaits|0_4"
                    && profile.Functions[profile.Locations[frames[j - 1]].Function] is { Namespace: "W.Waits" } callee
                    && starts.TryGetValue(callee.Name, out var ranges))
                {
                    ranges.Add((profile.Locations[frames[j]].IlStart, profile.Locations[frames[j]].IlEnd));
                }
            }
        }

        var found = callees.Select(name => Assert.Single(starts[name])).ToList();
        for (var i = 1; i < found.Count; i++)
            Assert.True(found[i].Item1 >= found[i - 1].Item2, $"{callees[i]}: {found[i]} after {found[i - 1]}");
    }

    [Fact]
    public void Without_IL_maps_a_location_has_no_range()
    {
        var profile = Sample.Kinds.Value;

        // The class library is compiled ahead: no maps for it.
        var location = Assert.Single(profile.Locations, location => IsNamed(profile, location, "System.Threading.PortableThreadPool+WorkerThread", "WorkerThreadStart"));

        Assert.Equal((-1, -1), (location.IlStart, location.IlEnd));
    }

    private static bool IsNamed(Profile profile, Location location, string type, string name) =>
        profile.Functions[location.Function].Namespace == type && profile.Functions[location.Function].Name == name;

    // The compiler hashes the path of the file into the names of its file-local types.
    private static string WithoutHash(string name) => Regex.Replace(name, "F[0-9A-F]{64}__", "F__");
}
