using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace PerfInsight.Tests.Testing;

/// <summary>A page in headless Chromium, read from a file; no network. Tests skip where there is no Chromium.</summary>
internal sealed class Browser : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("perfinsight-page-");
    private readonly ChromeDriverService _service;

    private Browser(string driver, string chromium)
    {
        _service = ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(driver), Path.GetFileName(driver));
        _service.HideCommandPromptWindow = true;
        _service.SuppressInitialDiagnosticInformation = true;
        var options = new ChromeOptions { BinaryLocation = chromium };
        options.AddArguments(
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1400,800",
            $"--user-data-dir={Path.Combine(_folder.FullName, "profile")}");
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        Driver = new ChromeDriver(_service, options);
        Prefer("light");
    }

    public ChromeDriver Driver { get; }

    /// <summary>Starts the browser, or skips the test with the line that installs it.</summary>
    public static Browser Start()
    {
        var (driver, chromium) = (OnPath("chromedriver"), OnPath("chromium"));
        Skip.If(driver is null || chromium is null, "needs Chromium: apt-get install -y chromium chromium-driver");
        return new Browser(driver!, chromium!);
    }

    /// <summary>Shows a page that was written to one file, and waits until its script has drawn.</summary>
    public void Show(Action<TextWriter> write)
    {
        var file = Path.Combine(_folder.FullName, "page.html");
        using (var writer = new StreamWriter(file))
            write(writer);
        Driver.Navigate().GoToUrl(new Uri(file));
        Until(() => Script<bool>("return 'ready' in document.documentElement.dataset"));
    }

    /// <summary>Emulates a system that is light or dark. It always asks for no animations: a test must not meet half a transition.</summary>
    public void Prefer(string colorScheme) => Driver.ExecuteCdpCommand("Emulation.setEmulatedMedia", new Dictionary<string, object?>
    {
        ["features"] = new[] { Feature("prefers-color-scheme", colorScheme), Feature("prefers-reduced-motion", "reduce") },
    });

    public IWebElement this[string id] => Driver.FindElement(By.Id(id));

    public T Script<T>(string script) => (T)Driver.ExecuteScript(script)!;

    public void Press(string keys) => new OpenQA.Selenium.Interactions.Actions(Driver).SendKeys(keys).Perform();

    /// <summary>What the page complained about.</summary>
    public IEnumerable<string> Complaints() => Driver.Manage().Logs.GetLog(LogType.Browser).Select(entry => entry.Message);

    /// <summary>Waits for a state that the page reaches by itself (a transition's end).</summary>
    public static void Until(Func<bool> reached)
    {
        var deadline = DateTime.UtcNow + TimeSpan.FromSeconds(30);
        while (!reached())
        {
            Assert.True(DateTime.UtcNow < deadline, "the page did not get there in 30 s");
            Thread.Yield();
        }
    }

    public void Dispose()
    {
        Driver.Dispose();
        _service.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Dictionary<string, object?> Feature(string name, string value) => new() { ["name"] = name, ["value"] = value };

    private static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
