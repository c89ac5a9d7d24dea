using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PerfInsight.Gating.Yaml;

/// <summary>
/// YamlDotNet's parser. Of some damaged texts its scanner does not throw its own exception but runs into another, such as
/// <see cref="InvalidOperationException"/>, or it ends early; here that is a <see cref="YamlException"/> behind the last event that was understood.
/// </summary>
/// <param name="text">The text.</param>
internal sealed class GuardedParser(TextReader text) : IParser
{
    private readonly Parser _parser = new(text);
    private Mark _last = new(0, 1, 1);

    public ParsingEvent? Current => _parser.Current;

    public bool MoveNext()
    {
        try
        {
            // Who reads to the document's end never asks for more than there is; of some texts the parser ends before.
            return _parser.MoveNext() ? true : throw NotUnderstood();
        }
        catch (Exception exception) when (exception is not YamlException)
        {
            throw NotUnderstood();
        }
        finally
        {
            _last = Current?.End ?? _last;
        }
    }

    private YamlException NotUnderstood() => new(_last, _last, "what follows cannot be understood");
}
