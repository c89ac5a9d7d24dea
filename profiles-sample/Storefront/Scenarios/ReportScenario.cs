using System.Globalization;
using Storefront.Catalog;
using Storefront.Orders;
using Storefront.Reporting;

namespace Storefront.Scenarios;

/// <summary>Writes ledgers, statements and sales figures.</summary>
public sealed class ReportScenario : IScenario
{
    private string _folder = "";

    public string Name => "report";

    public void Prepare(Workload workload) => _folder = workload.Folder.Folder("reports");

    public void Run(Workload workload, TextWriter output)
    {
        var lines = workload.AllLines();
        var archive = new ReportArchive(_folder);
        WriteLedgers(lines, archive, output);

        var customers = workload.Orders.Select(order => order.CustomerId).Distinct().Order().ToList();
        var statements = new CustomerStatements().Build(customers, lines);
        var checksum = new Checksum();
        foreach (var statement in statements)
            checksum.Add(statement.Text);
        var cover = CustomerStatements.CoverSheet(statements);
        checksum.Add(cover);
        archive.Save("cover.txt", cover);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"statements {statements.Count} due {statements.Sum(statement => statement.Due):F2} checksum {checksum}"));
    }

    private static void WriteLedgers(List<OrderLine> lines, ReportArchive archive, TextWriter output)
    {
        var ledger = new LedgerReport();
        var checksum = new Checksum();
        var medians = new Checksum();
        foreach (var day in lines.GroupBy(line => line.Day).OrderBy(group => group.Key))
        {
            var ofDay = day.ToList();
            var text = ledger.Render(day.Key, ofDay);
            checksum.Add(text);
            archive.Add(text);
            archive.Save($"ledger-{day.Key:yyyyMMdd}.csv", text);
            foreach (var quantity in Enumerable.Range(1, 4))
                medians.Add(SalesHistogram.MedianPrice(ofDay.FindAll(line => line.Quantity == quantity)));
        }

        output.WriteLine($"ledgers {archive.Count} bytes {archive.Size} checksum {checksum} medians {medians}");
    }
}
