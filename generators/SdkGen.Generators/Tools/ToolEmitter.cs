using System.Collections.Immutable;
using System.Globalization;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Emission.Profiles;

namespace SdkGen.Generators.Tools;

/// <summary>The file of one class: its companion with the list of tools, one class per tool, and the JSON of the types that they share.</summary>
internal static class ToolEmitter
{
    private const string ReadOnlyList = "global::System.Collections.Generic.IReadOnlyList<global::Microsoft.Extensions.AI.AIFunction>";

    public static string Emit(ToolHostModel model, ImmutableArray<ProfileRules> profiles)
    {
        var json = model.Host.Json;
        var readTypes = Distinct(model.Tools.SelectMany(tool => tool.ReadTypes));
        var writeTypes = Distinct(model.Tools.SelectMany(tool => tool.WriteTypes));
        var names = EmittedNames.Short(model.Host.AliasSuffix);
        var readers = new ContractScope(readTypes) { Prefix = json + ".", Names = names };
        var writers = new ContractScope(writeTypes) { Prefix = json + ".", Names = names, StaticStem = "s_written" };

        var writer = EmittedFile.Begin(model.Host.Namespace);
        names.EmitUsings(writer);
        writer.Line("#pragma warning disable // The types may be obsolete or experimental.");
        writer.Line();
        EmitCompanion(writer, model);
        foreach (var (tool, name) in Named(model))
        {
            writer.Line();
            new ToolClassEmitter(tool, name, profiles, new ReaderEmitter(readers), new WriterEmitter(writers), names).Emit(writer);
        }

        EmitJson(writer, json, readTypes, readers, writeTypes, writers);
        return writer.Finish();
    }

    /// <summary>The class of each tool: after its method, with a number where methods share a name.</summary>
    private static IEnumerable<(ToolModel Tool, string Class)> Named(ToolHostModel model)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tool in model.Tools)
        {
            var stem = tool.Stem;
            var name = stem;
            for (var i = 2; !taken.Add(name); i++)
                name = stem + i.ToString(CultureInfo.InvariantCulture);
            yield return (tool, name + "Tool");
        }
    }

    private static void EmitCompanion(SourceWriter writer, ToolHostModel model)
    {
        var (host, tools) = (model.Host, Named(model).ToArray());
        var statics = tools.Where(item => item.Tool.IsStatic).ToArray();
        var hasInstance = statics.Length < tools.Length;
        var cref = host.ClrType.Contains('<') ? XmlDoc.Code(host.ClrType.Replace("global::", "")) : $"<see cref=\"{host.ClrType}\"/>";
        var access = host.IsPublic ? "public" : "internal";

        writer.Line($"/// <summary>The tools of {cref}.</summary>");
        writer.Line(EmittedFile.GeneratedCode);
        using (writer.Braces($"{access} static class {host.Companion}"))
        {
            if (statics.Length > 0)
            {
                writer.Line($"/// <summary>Every static tool of {cref}.</summary>");
                writer.Line($"public static {ReadOnlyList} All {{ get; }} =");
                EmitList(writer, statics, hasInstance: false);
                if (host.HasExtensions)
                {
                    writer.Line();
                    writer.Line($"/// <summary>Lets <c>{Simple(host)}.Tools</c> be written.</summary>");
                    using (writer.Braces($"extension({host.ClrType})"))
                    {
                        writer.Line($"/// <inheritdoc cref=\"All\"/>");
                        writer.Line($"public static {ReadOnlyList} Tools => All;");
                    }
                }
            }

            if (hasInstance)
            {
                if (statics.Length > 0)
                    writer.Line();
                writer.Line($"/// <summary>Every tool of {cref}, bound to one instance.</summary>");
                using (writer.Braces($"public static {ReadOnlyList} Of({host.ClrType} instance)"))
                {
                    writer.Line("global::System.ArgumentNullException.ThrowIfNull(instance);");
                    writer.Line("return");
                    EmitList(writer, tools, hasInstance: true);
                }
            }
        }

        if (host.IsService)
            EmitRegistration(writer, host, hasInstance);
        if (!hasInstance || !host.HasExtensions)
            return;
        writer.Line();
        writer.Line($"/// <summary>The tools of an instance of {cref}.</summary>");
        writer.Line(EmittedFile.GeneratedCode);
        writer.Line(EmittedFile.Hidden);
        using (writer.Braces($"{access} static class {host.Companion}OfInstance"))
        {
            writer.Line($"/// <summary>Lets <c>instance.Tools</c> be written.</summary>");
            using (writer.Braces($"extension({host.ClrType} instance)"))
            {
                writer.Line($"/// <inheritdoc cref=\"{host.Companion}.Of\"/>");
                writer.Line($"public {ReadOnlyList} Tools => {host.Companion}.Of(instance);");
            }
        }
    }

    /// <summary>Tools by name and description, each with what makes it.</summary>
    private static void EmitList(SourceWriter writer, IEnumerable<(ToolModel Tool, string Class)> tools, bool hasInstance)
    {
        writer.Line("[");
        foreach (var (tool, name) in tools)
        {
            var instance = hasInstance && !tool.IsStatic ? ", instance" : "";
            var facts = new[] { tool.RequiresApproval ? "NeedsApproval = true" : null, tool.TimeoutSeconds > 0 ? $"TimeoutSeconds = {tool.TimeoutSeconds.ToString("R", CultureInfo.InvariantCulture)}d" : null }.OfType<string>().ToArray();
            var initializer = facts.Length == 0 ? "" : $" {{ {string.Join(", ", facts)} }}";
            writer.Line($"    new global::SdkGen.DeferredTool({CSharpLiteral.Of(tool.Name)}, {CSharpLiteral.WellFormed(tool.Description ?? "")}, static tool => new {CSharpIdentifier.Escape(name)}(tool){instance}){initializer},");
        }

        writer.Line("];");
    }

    /// <summary>Lets the tools be found by the type alone: by <c>AddTools</c>.</summary>
    private static void EmitRegistration(SourceWriter writer, ToolHost host, bool hasInstance)
    {
        writer.Line();
        using var @class = writer.Braces($"file static class {host.Companion}Set");
        writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        writer.Line("internal static void Add() =>");
        writer.Line($"    global::SdkGen.ToolSets.Add<{host.ClrType}>(static {(hasInstance ? $"instance => {host.Companion}.Of(instance)" : $"_ => {host.Companion}.All")});");
    }

    public static void EmitJson(
        SourceWriter writer, string name, IReadOnlyList<NamedType> readTypes, ContractScope readScope, IReadOnlyList<NamedType> writeTypes, ContractScope writeScope)
    {
        if (readTypes.Count + writeTypes.Count + readScope.EnumReaders.Count + readScope.Patterns.Count + readScope.Statics.Count + writeScope.Statics.Count + writeScope.EnumWriters.Count == 0)
            return;

        // The same scopes serve, so that names come out as they did for the callers.
        readScope.Prefix = writeScope.Prefix = "";
        var (readers, writers) = (new ReaderEmitter(readScope), new WriterEmitter(writeScope));
        writer.Line();
        writer.Line("/// <summary>Reads and writes what the tools take and return.</summary>");
        using var @class = writer.Braces($"file static class {name}");
        var isFirst = true;
        void Separate()
        {
            if (!isFirst)
                writer.Line();
            isFirst = false;
        }

        foreach (var type in readTypes)
        {
            Separate();
            readers.Emit(writer, type);
        }

        foreach (var type in writeTypes)
        {
            Separate();
            writers.Emit(writer, type);
        }

        readers.EmitSupport(writer, Separate);
        writers.EmitSupport(writer, Separate);
    }

    private static string Simple(ToolHost host) => host.ClrType.Substring(host.ClrType.LastIndexOfAny(['.', ':']) + 1);

    private static IReadOnlyList<NamedType> Distinct(IEnumerable<NamedType> types)
    {
        var distinct = new List<NamedType>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var type in types)
        {
            // One tool may take a type alone and another as the case of a union: the reader that knows the discriminator serves both.
            if (!places.TryGetValue(type.Key, out var place))
            {
                places.Add(type.Key, distinct.Count);
                distinct.Add(type);
            }
            else if (distinct[place] is not ObjectType { Discriminator: not null } && type is ObjectType { Discriminator: not null })
            {
                distinct[place] = type;
            }
        }

        return distinct;
    }
}
