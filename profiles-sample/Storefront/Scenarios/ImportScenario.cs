using System.Globalization;
using Storefront.Catalog;
using Storefront.Import;

namespace Storefront.Scenarios;

/// <summary>Reads an order file, validates its lines and hashes its batches.</summary>
public sealed class ImportScenario : IScenario
{
    private const string FileName = "orders.dat";

    public string Name => "import";

    public void Prepare(Workload workload) => OrderFileWriter.Write(workload.Folder.File(FileName), workload.Orders);

    public void Run(Workload workload, TextWriter output)
    {
        var path = workload.Folder.File(FileName);
        output.WriteLine($"fingerprint {OrderFileReader.Fingerprint(path)}");

        var lines = new OrderFileReader(new OrderLineParser()).Read(path);
        var knownSkus = workload.Catalog.Products.Select(product => product.Sku).ToList();
        var blocked = workload.Orders.Select(order => order.CustomerId).Where(id => id % 37 == 0).ToHashSet();
        var summary = new ImportValidator().Validate(lines, knownSkus, blocked);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"lines {lines.Count} accepted {summary.Accepted} unknown {summary.UnknownSkus} blocked {summary.BlockedCustomers}"));
        output.WriteLine($"restricted {summary.Restricted} regions {summary.Regions}");

        var checksum = new Checksum();
        var batches = new BatchControl().HashBatches(lines);
        foreach (var hash in batches)
            checksum.Add(hash);
        output.WriteLine($"batches {batches.Count} checksum {checksum}");

        var evidence = OrderFileReader.ReadEvidence(path, 100);
        output.WriteLine($"evidence {evidence.Count} records, {evidence.Sum(record => record.Length)} bytes");
    }
}
