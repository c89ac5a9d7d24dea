using System.Globalization;
using Storefront.Configuration;
using Storefront.Scenarios;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (!CommandLine.TryParse(args, out var options, out var error))
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}

using var folder = WorkFolder.Open(options.WorkDirectory);
var workload = Workload.Create(options.Size, folder);
var runner = new ScenarioRunner(workload, Console.Out, Console.Error);
runner.Run(options.Scenario);
return 0;
