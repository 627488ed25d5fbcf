using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission.Profiles;

namespace SdkGen.Generators.Tools;

/// <summary>Turns methods that carry <c>[LlmTool]</c> into tools: one file for each class.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ToolGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // The one thing that outlives a run: both transforms are asked for every tool again after each edit.
        var memory = new ToolMemory();
        var tools = context.SyntaxProvider
            .ForAttributeWithMetadataName(ToolReader.Attribute, static (node, _) => node is MethodDeclarationSyntax, memory.OfMethod)
            .SelectMany(static (tools, _) => tools)
            .WithTrackingName(TrackingNames.Tools);

        var asked = context.SyntaxProvider
            .ForAttributeWithMetadataName(ToolHosts.Attribute, static (node, _) => node is CompilationUnitSyntax, memory.OfAssembly)
            .SelectMany(static (tools, _) => tools)
            .WithTrackingName(TrackingNames.AskedTools);

        var naming = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => ToolNamings.Of(options.GlobalOptions)).WithTrackingName(TrackingNames.ToolNaming);

        var hosts = tools.Collect().Combine(asked.Collect()).Combine(naming)
            .SelectMany(static (all, _) => Group(all.Left.Left.AddRange(all.Left.Right), all.Right))
            .WithTrackingName(TrackingNames.ToolHosts);

        var profiles = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => SchemaProfiles.Property(options.GlobalOptions)).WithTrackingName(TrackingNames.SchemaProfiles);

        context.RegisterSourceOutput(hosts.Combine(profiles), static (context, host) => Emit(context, host.Left, SchemaProfiles.Parse(host.Right)));
    }

    /// <summary>By class. Of two tools with one name the first is kept; the analyzer names the other.</summary>
    private static IEnumerable<ToolHostModel> Group(ImmutableArray<ToolModel> tools, ToolNaming naming)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var host in tools.GroupBy(tool => tool.Host).OrderBy(host => host.Key.ClrType, StringComparer.Ordinal))
        {
            // The classes A.B and AB would both be served by ABTools.
            var companion = host.Key.Companion;
            for (var i = 2; !taken.Add(host.Key.Namespace + "." + companion); i++)
                companion = host.Key.Companion + i.ToString(CultureInfo.InvariantCulture);
            yield return new ToolHostModel(
                host.Key with { Companion = companion },
                host.Select(tool => tool.IsNamed ? tool : tool with { Name = naming.Apply(tool.Name) }).GroupBy(tool => tool.Name, StringComparer.Ordinal).Select(same => same.First()).ToEquatableArray());
        }
    }

    private static void Emit(SourceProductionContext context, ToolHostModel host, ImmutableArray<ProfileRules> profiles) =>
        context.AddSource(HintName(host.Host), SourceText.From(ToolEmitter.Emit(host, profiles), System.Text.Encoding.UTF8));

    /// <summary>The companion's full name is unique in a compilation; what is not ASCII stands as its code.</summary>
    private static string HintName(ToolHost host)
    {
        var name = new System.Text.StringBuilder();
        foreach (var c in (host.Namespace.Length == 0 ? "" : host.Namespace + ".") + host.Companion)
        {
            if (c is < '\u0080' and not '@')
                name.Append(c);
            else if (c != '@')
                name.Append('-').Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        return name.Append(".g.cs").ToString();
    }
}
