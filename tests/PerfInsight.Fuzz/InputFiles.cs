using System.IO.MemoryMappedFiles;

namespace PerfInsight.Fuzz;

/// <summary>Inputs on the disk: those that failed, and the one at hand, which is still there when the process dies of it.</summary>
internal sealed class InputFiles : IDisposable
{
    private readonly string _folder;
    private readonly string _target;
    private readonly string _currentPath;
    private readonly MemoryMappedFile _current;
    private readonly MemoryMappedViewAccessor _view;

    public InputFiles(string folder, string target)
    {
        (_folder, _target) = (folder, target);
        _currentPath = Path.Combine(folder, target + ".current");
        _current = MemoryMappedFile.CreateFromFile(_currentPath, FileMode.Create, null, sizeof(int) + FuzzSession.MaxInput);
        _view = _current.CreateViewAccessor();
    }

    /// <summary>Keeps the input at hand: its length in 4 bytes, and its bytes.</summary>
    public void Current(byte[] input)
    {
        _view.Write(0, input.Length);
        _view.WriteArray(sizeof(int), input, 0, input.Length);
    }

    /// <summary>Writes the input at hand to a file of its own.</summary>
    public string SaveCurrent(string what)
    {
        var input = new byte[_view.ReadInt32(0)];
        _view.ReadArray(sizeof(int), input, 0, input.Length);
        return Save(input, what);
    }

    /// <summary>Writes an input that failed.</summary>
    public string Save(byte[] input, string what)
    {
        var name = string.Concat(what.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        var path = Path.Combine(_folder, $"{_target}-{name[..Math.Min(60, name.Length)]}.bin");
        File.WriteAllBytes(path, input);
        return path;
    }

    public void Dispose()
    {
        _view.Dispose();
        _current.Dispose();
        File.Delete(_currentPath);
    }
}
