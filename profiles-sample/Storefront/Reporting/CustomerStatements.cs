using System.Globalization;
using System.Text;
using Storefront.Orders;

namespace Storefront.Reporting;

/// <summary>What a customer bought and owes.</summary>
public sealed record Statement(int CustomerId, string Text, decimal Due);

/// <summary>Writes a statement of account for each customer.</summary>
public sealed class CustomerStatements
{
    public List<Statement> Build(List<int> customerIds, List<OrderLine> lines)
    {
        var statements = new List<Statement>(customerIds.Count);
        foreach (var customerId in customerIds)
        {
            var due = 0m;
            var body = "";
            foreach (var line in lines.Where(candidate => candidate.CustomerId == customerId))
            {
                var amount = line.UnitPrice * line.Quantity;
                due += amount;
                body += line.Day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) + "  " + line.OrderId + "  "
                    + line.Sku + "  " + amount.ToString("F2", CultureInfo.InvariantCulture).PadLeft(12) + "\n";
            }

            statements.Add(new Statement(customerId, body, due));
        }

        return statements;
    }

    /// <summary>The cover sheet: one line per statement.</summary>
    public static string CoverSheet(List<Statement> statements)
    {
        var sheet = new StringBuilder();
        foreach (var statement in statements)
        {
            var label = "customer " + statement.CustomerId.ToString("D5", CultureInfo.InvariantCulture);
            for (var i = 0; i < 3; i++)
                label += '.';
            sheet.Append(label).Append(statement.Due.ToString("F2", CultureInfo.InvariantCulture)).Append('\n');
        }

        return sheet.ToString();
    }
}
