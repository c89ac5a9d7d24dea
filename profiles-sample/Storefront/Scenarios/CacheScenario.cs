using System.Globalization;
using Storefront.Caching;

namespace Storefront.Scenarios;

/// <summary>Several request threads use the shop's shared state.</summary>
public sealed class CacheScenario : IScenario
{
    private const int ThreadCount = 4;
    private const int SheetCount = 50;
    private const int PageSize = 24;
    private const int UnitsPerOrder = 250;

    private List<string> _sheetNames = [];
    private string _sheetFolder = "";

    public string Name => "cache";

    public void Prepare(Workload workload)
    {
        _sheetFolder = workload.Folder.Folder("sheets");
        _sheetNames = ProductSheets.Create(_sheetFolder, SheetCount);
        File.Delete(workload.Folder.File("audit.log"));
    }

    public void Run(Workload workload, TextWriter output)
    {
        Browse(workload, output);
        FillBaskets(workload, output);
        Edit(workload, output);
        CheckOut(workload, output);
    }

    // Visitors look at pages; every product that is shown counts.
    private static void Browse(Workload workload, TextWriter output)
    {
        var views = new ViewCounter();
        var traffic = new TrafficMeter();
        var pages = workload.Size * 40;
        RunThreads(thread =>
        {
            for (var page = thread; page < pages; page += ThreadCount)
            {
                for (var i = 0; i < PageSize; i++)
                {
                    views.RecordView();
                    traffic.Add(40 + i);
                }
            }
        });
        output.WriteLine($"views {views.Views} traffic {traffic.ReadTotal()}");
    }

    // Visitors fill their baskets; prices follow demand.
    private static void FillBaskets(Workload workload, TextWriter output)
    {
        var products = workload.Catalog.Products;
        var cache = new PriceCache();
        var sums = new long[ThreadCount];
        var requests = workload.Size * 20;
        RunThreads(thread =>
        {
            var sum = 0L;
            for (var request = thread; request < requests; request += ThreadCount)
            {
                var product = products[request * 7 % products.Count];
                sum += (long)(cache.GetPrice(product.Sku, request % 9, (double)product.ListPrice) * 100);
                sum += cache.Reserve(product.Sku, 1 + request % 3);
            }

            sums[thread] = sum;
        });
        output.WriteLine($"prices {cache.Count} reserved {cache.Reserved} sum {sums.Sum()}");
    }

    // Editors change product sheets, and every change is read again.
    private void Edit(Workload workload, TextWriter output)
    {
        var sheets = new ProductSheets(_sheetFolder);
        var edits = workload.Size * 2;
        RunThreads(thread =>
        {
            for (var edit = thread; edit < edits; edit += ThreadCount)
                sheets.Refresh(_sheetNames[edit % _sheetNames.Count]);
        });
        output.WriteLine($"sheets refreshed {sheets.Refreshes} length {sheets.TotalLength}");
    }

    // Orders are promised from stock by request threads that take them from a queue.
    private static void CheckOut(Workload workload, TextWriter output)
    {
        var stock = new StockLedger(workload.Size * UnitsPerOrder);
        var average = new BasketAverage();
        var journal = new AuditJournal(workload.Folder.File("audit.log"));
        var queue = new RequestQueue<int>(256);
        var refused = 0;
        RunThreads(thread =>
        {
            if (thread == 0)
            {
                for (var i = 0; i < workload.Orders.Count; i++)
                    queue.Enqueue(i);
                queue.Complete();
                return;
            }

            while (queue.TryDequeue(out var index))
            {
                var order = workload.Orders[index];
                var units = order.Lines.Sum(line => line.Quantity);
                if (!stock.TryPromise(units))
                    Interlocked.Increment(ref refused);
                else if (order.Lines.Count < 6)
                    stock.Release(units);
                average.Add((long)(order.Lines.Sum(line => line.UnitPrice * line.Quantity) * 100m));
                journal.Write(order.Id + " promised " + units.ToString("D4", CultureInfo.InvariantCulture));
                journal.Write(order.Id + " charged to " + order.CustomerId.ToString("D5", CultureInfo.InvariantCulture));
                journal.Write(order.Id + " confirmed");
            }
        });
        var (entries, length) = journal.Totals();
        output.WriteLine($"stock balance {stock.Balance()} refused {refused} mean basket {average.MeanCents()}");
        output.WriteLine($"journal {entries} entries, {length} characters");
    }

    private static void RunThreads(Action<int> work)
    {
        var threads = new List<Thread>();
        for (var i = 0; i < ThreadCount; i++)
        {
            var number = i;
            var thread = new Thread(() => work(number)) { Name = $"request {number}", IsBackground = true };
            thread.Start();
            threads.Add(thread);
        }

        foreach (var thread in threads)
            thread.Join();
    }
}
