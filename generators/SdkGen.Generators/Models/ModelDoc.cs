using System.Globalization;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Providers;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Models;

/// <summary>What the documentation of a model class says: the facts of its spec, and no more.</summary>
internal sealed class ModelDoc(ProviderModel provider, ModelModel model)
{
    private readonly ModelSpec _facts = model.Facts;

    public string Summary
    {
        get
        {
            var name = _facts.Name ?? _facts.Id.Value;
            var head = XmlDoc.Escape(name) + (name == _facts.Id.Value ? "" : $" ({XmlDoc.Code(_facts.Id.Value)})") + " at " + XmlDoc.Escape(provider.Name);
            return _facts.Doc is { } doc ? $"{head}: {XmlDoc.Sentence(doc)}" : head + ".";
        }
    }

    public IEnumerable<string> Remarks => new[] { Limits, Capabilities, Price, Dates }.Where(line => line.Length > 0).Select(line => $"<para>{line}</para>");

    private string Limits
    {
        get
        {
            var parts = new List<string>();
            if (_facts.Context is { } context)
                parts.Add($"context {Count(context)} tokens");
            if (_facts.MaxOutput is { } output)
                parts.Add($"answers up to {Count(output)}");
            return parts.Count == 0 ? "" : Capital(string.Join(", ", parts)) + ".";
        }
    }

    private string Capabilities
    {
        get
        {
            var parts = new List<string>();
            if (_facts.Input is { } input)
                parts.Add("takes " + string.Join(", ", input));
            if (_facts.Output is { } output)
                parts.Add("produces " + string.Join(", ", output));
            if (model.Kinds.Contains("chat"))
            {
                parts.Add("tools: " + Word(_facts.Tools));
                parts.Add("structured output: " + Word(_facts.StructuredOutput));
                parts.Add("reasoning: " + Word(_facts.Reasoning) + (_facts.DefaultEffort is { } effort ? $" (default {XmlDoc.Escape(effort)})" : ""));
            }

            return parts.Count == 0 ? "" : Capital(string.Join("; ", parts)) + ".";
        }
    }

    private string Price
    {
        get
        {
            if (_facts.Price is not { } price)
                return "";
            var cached = price.CacheRead is { } read ? $", cached {read}" : "";
            return $"{XmlDoc.Escape(price.Currency)} per million tokens on {price.AsOf}: input {price.Input}{cached}, output {price.Output}.";
        }
    }

    private string Dates
    {
        get
        {
            var parts = new List<string>();
            if (_facts.Released is { } released)
                parts.Add("released " + released);
            if (_facts.Knowledge is { } knowledge)
                parts.Add("knowledge to " + XmlDoc.Escape(knowledge));
            if (_facts.Deprecated is { } deprecated)
                parts.Add(deprecated == "yes" ? "deprecated" : "deprecated from " + deprecated);
            if (_facts.Retired is { } retired)
                parts.Add(retired == "yes" ? "no longer served" : "no longer served since " + retired);
            else if (_facts.Retires is { } retires)
                parts.Add("served until " + retires);
            return parts.Count == 0 ? "" : Capital(string.Join(", ", parts)) + ".";
        }
    }

    private static string Word(SpecFact fact) => fact switch
    {
        SpecFact.Yes => "yes",
        SpecFact.No => "no",
        _ => "unknown",
    };

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
