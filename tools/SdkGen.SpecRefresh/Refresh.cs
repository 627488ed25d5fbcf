namespace SdkGen.SpecRefresh;

/// <summary>Refreshes the specs of a repository.</summary>
internal static class Refresh
{
    /// <returns>Whether there was a difference.</returns>
    public static bool Run(RefreshOptions options, TextWriter output)
    {
        var catalogue = Catalogue.Parse(File.ReadAllText(options.Catalogue), options.AsOf);
        var map = RefreshMap.Read(options.Map);
        foreach (var id in options.Providers.Where(id => map.Specs.All(spec => spec.Id != id)))
            throw new RefreshException($"{options.Map} has no spec '{id}'; there are {string.Join(", ", map.Specs.Select(spec => spec.Id))}.");

        var changed = false;
        foreach (var source in map.Specs.Where(spec => options.Providers.Count == 0 || options.Providers.Contains(spec.Id)))
        {
            var path = Path.Combine(options.Root, source.File);
            if (catalogue.Models(source.From) is not { } facts || !File.Exists(path))
            {
                output.WriteLine($"{source.Id}: {(File.Exists(path) ? $"the catalogue has no provider '{source.From}'" : $"there is no {source.File}")}");
                continue;
            }

            var text = File.ReadAllText(path);
            var refresher = new SpecRefresher(source, map, facts, Extended(source, map, catalogue, options.Root));
            var refreshed = refresher.Apply(text);
            foreach (var line in refresher.Report)
                output.WriteLine(line);
            if (refresher.Unknown.Count > 0)
                output.WriteLine($"{source.Id}: not in the catalogue: {string.Join(", ", refresher.Unknown)}");
            if (refreshed == text)
                continue;
            changed = true;
            if (!options.Check)
                File.WriteAllText(path, refreshed);
        }

        output.WriteLine(changed ? options.Check ? "There are differences." : "The specs are refreshed." : "The specs say what the catalogue says.");
        return changed;
    }

    /// <summary>The models of the spec that a new model may be like: those that stand there, and those that its own refresh adds.</summary>
    private static HashSet<string> Extended(SpecSource source, RefreshMap map, Catalogue catalogue, string root)
    {
        if (map.Specs.FirstOrDefault(spec => spec.Id == source.LikeIn) is not { } extended || !File.Exists(Path.Combine(root, extended.File)))
            return [];
        var ids = SpecDocument.Parse(File.ReadAllText(Path.Combine(root, extended.File))).Models.Select(model => model.Id);
        return [.. ids, .. (catalogue.Models(extended.From) ?? []).Select(model => model.Id).Where(extended.Takes)];
    }
}
