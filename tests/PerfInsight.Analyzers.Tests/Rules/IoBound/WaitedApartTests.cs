using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

/// <summary>Items whose awaits know nothing of each other, queries behind a call, stores with a twin, and promised tasks (PI4002, PI4003, PI4006).</summary>
public class WaitedApartTests
{
    private const string Types = "interface IGroups { Task AddAsync(string c, string g); } interface IAgents { Task StartAsync(Uri u); } interface IUserRepository { string? GetById(int id); Task<string?> GetByIdAsync(int id); } interface IStorage { string Load(string k); Task<string> LoadAsync(string k); } ";

    [Theory]
    // Each is added, started or written for itself; what fails is written down.
    [InlineData("PI4002", Types + "class C { readonly IGroups _groups = null!; async Task M(string c, List<string> all) { foreach (var one in all) await _groups.AddAsync(c, one); } }")]
    [InlineData("PI4002", Types + "class C { readonly IAgents _agents = null!; async Task M(Uri[] all) { foreach (var one in all) { try { await _agents.StartAsync(one); } catch (Exception e) { Console.WriteLine(e); } } } }")]
    [InlineData("PI4002", "class Disk { public static async Task WriteTextToFileAsync(string p, string t) { await Task.Yield(); } } class C { async Task M(string folder, Dictionary<string, string> files) { foreach (var file in files) await Disk.WriteTextToFileAsync(Path.Combine(folder, file.Key), file.Value); } }")]
    // What is noted afterwards changes no question.
    [InlineData("PI4002", "interface IBuilds { Task<string?> GetLatestAsync(string r); } class C { readonly IBuilds _builds = null!; async Task M(string[] all) { var any = false; foreach (var one in all) { var latest = await _builds.GetLatestAsync(one); if (latest != null) { if (any) Console.WriteLine(); any = true; Console.WriteLine(latest); } } } }")]
    // One query for each, behind a method or in a lambda.
    [InlineData("PI4006", "class C { readonly IDbConnection _c = null!; void M(List<int> ids, Dictionary<int, string> names) { foreach (var id in ids) names[id] = NameOf(id); } string NameOf(int id) { using var command = _c.CreateCommand(); command.CommandText = \"q\" + id; return (string)command.ExecuteScalar()!; } }")]
    [InlineData("PI4006", Types + "class C { readonly IUserRepository _users = null!; List<string?> M(int[] ids) => ids.Select(id => _users.GetById(id)).ToList(); }")]
    // A twin that could be awaited.
    [InlineData("PI4003", Types + "class C { readonly IUserRepository _users = null!; async Task<string?> M(int id) { await Task.Yield(); return _users.GetById(id); } }")]
    [InlineData("PI4003", Types + "class C { readonly IStorage _storage = null!; string M(string k) { var text = _storage.Load(k); return text.Trim(); } }")]
    [InlineData("PI4003", "interface IFileSystem { string ReadAllText(string p); } class C { readonly IFileSystem _files = null!; async Task<int> M(string p) { await Task.Yield(); return _files.ReadAllText(p).Length; } }")]
    // A task is promised, and in one case nothing is awaited.
    [InlineData("PI4003", "class C { Task M(Stream body, byte[] data, Func<Task> next) { if (data.Length > 0) { body.Write(data, 0, data.Length); return Task.CompletedTask; } return next(); } }")]
    public async Task It_is_found(string id, string code) => Assert.Contains(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);

    [Theory]
    // What fails ends it, is kept, or is tried again; the files are one and the same; a context takes one at a time.
    [InlineData("PI4002", Types + "class C { readonly IAgents _agents = null!; async Task M(Uri[] all) { foreach (var one in all) { try { await _agents.StartAsync(one); } catch (Exception) { return; } } } }")]
    [InlineData("PI4002", Types + "class C { readonly IAgents _agents = null!; async Task<Exception?> M(Uri[] all) { Exception? last = null; foreach (var one in all) { try { await _agents.StartAsync(one); } catch (Exception e) { last = e; } } return last; } }")]
    [InlineData("PI4002", "class Disk { public static async Task WriteTextToFileAsync(string p, string t) { await Task.Yield(); } } class C { async Task M(string path, List<string> all) { foreach (var one in all) await Disk.WriteTextToFileAsync(path, one); } }")]
    [InlineData("PI4002", "class ShopContext { public async Task AddAsync(object o) { await Task.Yield(); } } class C { async Task M(ShopContext shop, object[] all) { foreach (var one in all) await shop.AddAsync(one); } }")]
    [InlineData("PI4002", "class Marks { public async Task<(int, int)> ComputeAsync(int i, int mark) { await Task.Yield(); return (i, mark); } } class C { readonly Marks _m = new(); async Task<int> M(int[] all) { var (sum, mark) = (0, 0); foreach (var one in all) (sum, mark) = await _m.ComputeAsync(one, mark); return sum; } }")]
    // What was noted decides whether, or what, is asked next.
    [InlineData("PI4002", "interface IBuilds { Task<string?> GetLatestAsync(string r); } class C { readonly IBuilds _builds = null!; async Task M(string[] all) { var any = false; foreach (var one in all) { if (any) continue; var latest = await _builds.GetLatestAsync(one); any = latest != null; } } }")]
    [InlineData("PI4002", "interface IBuilds { Task<string?> GetLatestAsync(string r); } class C { readonly IBuilds _builds = null!; async Task M(string[] all) { var last = \"\"; foreach (var one in all) { var latest = await _builds.GetLatestAsync(one + last); last = latest ?? last; } } }")]
    [InlineData("PI4002", "interface IBuilds { Task<string?> GetLatestAsync(string r); } class C { readonly IBuilds _builds = null!; async Task M(string[] all) { string? found = null; foreach (var one in all) { found = found ?? await _builds.GetLatestAsync(one); } Console.WriteLine(found); } }")]
    // The method knows some already, or asks nobody; the loop ends with the first; the names are no ids.
    [InlineData("PI4006", "class C { readonly IDbConnection _c = null!; readonly Dictionary<int, string> _known = new(); void M(List<int> ids, Dictionary<int, string> names) { foreach (var id in ids) names[id] = NameOf(id); } string NameOf(int id) { if (_known.TryGetValue(id, out var n)) return n; using var command = _c.CreateCommand(); return (string)command.ExecuteScalar()!; } }")]
    [InlineData("PI4006", "class C { void M(List<int> ids, Dictionary<int, string> names) { foreach (var id in ids) names[id] = NameOf(id); } string NameOf(int id) => id.ToString(); }")]
    [InlineData("PI4006", "class C { readonly IDbConnection _c = null!; string? M(List<int> ids) { foreach (var id in ids) { var n = NameOf(id); if (n != null) return n; } return null; } string? NameOf(int id) { using var command = _c.CreateCommand(); return command.ExecuteScalar() as string; } }")]
    [InlineData("PI4006", Types + "class C { readonly IUserRepository _users = null!; Lazy<string?>[] M(int[] ids, int first) => ids.Select(id => new Lazy<string?>(() => _users.GetById(first))).ToArray(); }")]
    // No twin, no store, in memory, the twin itself; what is promised is awaited.
    [InlineData("PI4003", "interface IUserRepository { string? GetById(int id); } class C { readonly IUserRepository _users = null!; async Task<string?> M(int id) { await Task.Yield(); return _users.GetById(id); } }")]
    [InlineData("PI4003", "class Shape { public int GetArea(int n) => n; public async Task<int> GetAreaAsync(int n) { await Task.Yield(); return n; } } class C { async Task<int> M(Shape s) { await Task.Yield(); return s.GetArea(1); } }")]
    [InlineData("PI4003", Types + "class C { readonly IStorage _storage = null!; string Load(string k) => _storage.Load(k); Task<string> LoadAsync(string k) => _storage.LoadAsync(k); }")]
    [InlineData("PI4003", "class C { readonly Stream _memory = new MemoryStream(); readonly Stream _file = Stream.Null; Task M(byte[] data) { _memory.Write(data, 0, data.Length); return _file.FlushAsync(); } }")]
    [InlineData("PI4003", "class C { Task<string> M(string path) => Task.Run(() => File.ReadAllText(path)); }")]
    public async Task Its_look_alike_is_left_alone(string id, string code) => Assert.DoesNotContain(id, await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);
}
