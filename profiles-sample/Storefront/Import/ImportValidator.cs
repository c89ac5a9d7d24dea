namespace Storefront.Import;

/// <summary>What the validation of an import found.</summary>
public sealed record ImportSummary(int Accepted, int UnknownSkus, int BlockedCustomers, int Restricted, int Regions);

/// <summary>Checks imported lines against the catalogue and the customers' state.</summary>
public sealed class ImportValidator
{
    private static readonly string[] RestrictedNotes = ["call before delivery", "fragile"];

    public ImportSummary Validate(List<ImportedLine> lines, List<string> knownSkus, HashSet<int> blockedCustomers)
    {
        var unknown = 0;
        var blocked = 0;
        var restricted = 0;
        var accepted = 0;
        foreach (var line in lines)
        {
            if (!knownSkus.Contains(line.Sku))
            {
                unknown++;
                continue;
            }

            if (blockedCustomers.Contains(line.CustomerId))
            {
                blocked++;
                continue;
            }

            if (RestrictedNotes.Contains(line.Note))
                restricted++;
            accepted++;
        }

        return new ImportSummary(accepted, unknown, blocked, restricted, CountRegions(lines));
    }

    private static int CountRegions(List<ImportedLine> lines)
    {
        var regions = new List<string>();
        foreach (var line in lines)
        {
            if (!regions.Contains(line.Region))
                regions.Add(line.Region);
        }

        return regions.Count;
    }
}
