using SdkGen.SpecRefresh;

// Brings the models of provider files up to what a catalogue file says, and prints the difference.
//   dotnet run --project tools/SdkGen.SpecRefresh -- <catalogue.json> [--check] [--provider <id>]... [--as-of <date>] [--root <repository>] [--map <refresh.json>]
try
{
    var options = RefreshOptions.Parse(args);
    var changed = Refresh.Run(options, Console.Out);
    return options.Check && changed ? 1 : 0;
}
catch (RefreshException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
