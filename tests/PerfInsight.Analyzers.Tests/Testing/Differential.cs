using System.Collections;
using System.Globalization;
using System.Reflection;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>Shows that a fix keeps behaviour: original and fixed code are compiled, and run on the same generated inputs.</summary>
internal static class Differential
{
    /// <summary>
    /// Applies fixes until no more is offered, then compares results, exceptions and what becomes of the arguments.
    /// </summary>
    /// <param name="code">Unmarked code in which the rule finds something.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="entry">A public static method, for example <c>C.Run</c>.</param>
    /// <param name="inputs">Arguments of the method.</param>
    /// <param name="left">How many diagnostics have no fix in the end.</param>
    public static async Task SameResultsAsync<TAnalyzer, TFixer>(string code, TestProfile profile, string entry, Gen<object?[]> inputs, int left = 0)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFixer : HotMemberFixer, new()
    {
        var fixedCode = await FixAsync<TAnalyzer, TFixer>(code, profile, left);
        Assert.NotEqual(code, fixedCode);
        var (original, changed) = (Load(code, entry), Load(fixedCode, entry));
        inputs.Sample(arguments => Assert.Equal(Outcome(original, arguments), Outcome(changed, arguments)), iter: 200, threads: 1);
    }

    private static async Task<string> FixAsync<TAnalyzer, TFixer>(string code, TestProfile profile, int left)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFixer : HotMemberFixer, new()
    {
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("Test", LanguageNames.CSharp)
            .WithMetadataReferences(References.All)
            .WithCompilationOptions(Options)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Preview))
            .AddDocument("Test0.cs", code);

        // Each fix may make others possible, none may come back.
        for (var round = 0; round < 20; round++)
        {
            var text = (await document.GetTextAsync()).ToString();
            var diagnostics = await new AnalyzerRun().Code(text).Summary(profile.ToJson(text)).Only(new TAnalyzer()).DiagnosticsAsync();
            CodeAction? action = null;
            foreach (var diagnostic in diagnostics)
            {
                var tree = (await document.GetSyntaxTreeAsync())!;
                var here = Diagnostic.Create(new TAnalyzer().SupportedDiagnostics[0], Location.Create(tree, diagnostic.Location.SourceSpan));
                await new TFixer().RegisterCodeFixesAsync(new CodeFixContext(document, here, (found, _) => action ??= found, default));
            }

            if (action is null)
            {
                Assert.True(diagnostics.Length == left, "no fix for\n" + string.Join("\n", diagnostics) + "\n" + text);
                return text;
            }

            var changes = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
            document = changes.ChangedSolution.GetDocument(document.Id)!;
        }

        throw new InvalidOperationException("the fixes do not come to an end");
    }

    private static CSharpCompilationOptions Options { get; } =
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);

    private static MethodInfo Load(string code, string entry)
    {
        var compilation = CSharpCompilation.Create(
            "D" + Guid.NewGuid().ToString("N"), [CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview))], References.All, Options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) + "\n" + code);
        var dot = entry.LastIndexOf('.');
        return Assembly.Load(image.ToArray()).GetType(entry[..dot])!.GetMethod(entry[(dot + 1)..], BindingFlags.Public | BindingFlags.Static)!;
    }

    private static string Outcome(MethodInfo method, object?[] arguments)
    {
        arguments = Array.ConvertAll(arguments, argument => argument is Array array ? array.Clone() : argument);
        string outcome;
        try
        {
            var result = method.Invoke(null, arguments);
            outcome = Text(result is Task task ? Result(task) : result);
        }
        catch (Exception exception)
        {
            var thrown = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            outcome = thrown.GetType().Name + ": " + thrown.Message;
        }

        return outcome + " after " + Text(arguments);
    }

    private static object? Result(Task task)
    {
        task.GetAwaiter().GetResult();
        return task.GetType().GetProperty("Result")?.GetValue(task);
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => "\"" + text + "\"",
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Text)) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
