using Grow;

// Argument: how many readings. Pairing takes time that grows with their square, cleaning with their number.
var count = int.Parse(args[0]);
var readings = Readings.Make(count);
Console.WriteLine($"{Pairing.Close(readings)} close pairs, {Cleaning.Clean(readings):0.000}");
