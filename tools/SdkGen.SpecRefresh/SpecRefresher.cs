using System.Text;

namespace SdkGen.SpecRefresh;

/// <summary>Lays a catalogue's facts into the text of one spec.</summary>
/// <param name="extended">Ids of the models in the spec that this one extends.</param>
internal sealed class SpecRefresher(SpecSource source, RefreshMap map, IReadOnlyList<CatalogueModel> facts, IReadOnlySet<string> extended)
{
    private readonly List<string> _report = [];

    /// <summary>What is different, a line each.</summary>
    public IReadOnlyList<string> Report => _report;

    /// <summary>Ids that the spec has and the catalogue does not.</summary>
    public IReadOnlyList<string> Unknown { get; private set; } = [];

    public string Apply(string text)
    {
        var document = SpecDocument.Parse(text);
        var changes = new List<TextChange>();
        var byId = document.Models.ToDictionary(model => model.Id, StringComparer.Ordinal);
        var added = new List<string>();
        foreach (var row in facts.Where(row => source.Takes(row.Id)))
        {
            var refresh = new ModelRefresh(source, map, row, extended.Contains(row.Id));
            if (byId.TryGetValue(row.Id, out var model))
                Update(document, model, refresh, changes);
            else
                added.Add(Added(row.Id, refresh));
        }

        Unknown = [.. byId.Keys.Except(facts.Select(row => row.Id)).Order(StringComparer.Ordinal)];
        if (added.Count > 0)
            changes.Add(Append(document, text, added));
        return document.Apply(changes);
    }

    private void Update(SpecDocument document, SpecModel model, ModelRefresh refresh, List<TextChange> changes)
    {
        foreach (var (name, value) in refresh.Changes(model))
        {
            var member = model.Find(name);
            _report.Add(member is null ? $"{source.Id}: {model.Id}: {name}: {value}" : $"{source.Id}: {model.Id}: {name}: {document.Text(member.Start, member.End)} -> {value}");
            changes.Add(member is null ? Insert(model, name, value) : new TextChange(member.Start, member.End, value));
        }
    }

    /// <summary>Puts a member behind the last one that goes before it.</summary>
    private static TextChange Insert(SpecModel model, string name, string value)
    {
        var place = Array.IndexOf(ModelRefresh.Order, name);
        var before = model.Members.LastOrDefault(member => Array.IndexOf(ModelRefresh.Order, member.Name) is >= 0 and var order && order < place);
        var separator = model.HasLines ? "\n      " : " ";
        if (before is not null)
            return new TextChange(before.End, before.End, $",{separator}{SpecText.Of(name)}: {value}");
        return model.Members.Count > 0
            ? new TextChange(model.Start + 1, model.Start + 1, $"{separator}{SpecText.Of(name)}: {value},")
            : new TextChange(model.Start, model.End, $"{{ {SpecText.Of(name)}: {value} }}");
    }

    private string Added(string id, ModelRefresh refresh)
    {
        _report.Add($"{source.Id}: {id}: new");
        return $"    {SpecText.Of(id)}: {{\n{string.Join(",\n", refresh.New().Select(member => $"      {SpecText.Of(member.Name)}: {member.Value}"))}\n    }}";
    }

    private static TextChange Append(SpecDocument document, string text, List<string> added)
    {
        var all = string.Join(",\n", added);
        if (document.ModelsSpan is not { } models)
        {
            // No models yet: they go to the end of the file's object.
            var close = Encoding.UTF8.GetByteCount(text.AsSpan(0, text.LastIndexOf('}')));
            var last = Encoding.UTF8.GetByteCount(text[..text.LastIndexOf('}')].TrimEnd());
            return new TextChange(last, close, $",\n  \"models\": {{\n{all}\n  }}\n");
        }

        return document.Models.Count > 0
            ? new TextChange(document.Models[^1].End, document.Models[^1].End, ",\n" + all)
            : new TextChange(models.Start, models.End, $"{{\n{all}\n  }}");
    }
}
