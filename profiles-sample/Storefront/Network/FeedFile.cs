using Storefront.Catalog;

namespace Storefront.Network;

/// <summary>The stock feed that the warehouse drops as a file: numbers in decimal, one a line.</summary>
public static class FeedFile
{
    public static void Write(string path, int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        using var writer = new StreamWriter(path);
        for (var i = 0; i < count; i++)
        {
            writer.Write(random.Next(1_000_000));
            writer.Write('\n');
        }
    }

    public static long Sum(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var sum = 0L;
        var number = 0L;
        for (var next = stream.ReadByte(); next >= 0; next = stream.ReadByte())
        {
            if (next == '\n')
            {
                sum += number;
                number = 0;
            }
            else
            {
                number = number * 10 + (next - '0');
            }
        }

        return sum;
    }
}
