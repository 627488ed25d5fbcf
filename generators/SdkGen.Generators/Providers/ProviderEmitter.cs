using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Providers;

/// <summary>Emits who serves the models: the profile that the runtime works from, and the method that adds it.</summary>
internal static class ProviderEmitter
{
    public static string EmitProfile(ProviderModel provider, string @namespace)
    {
        var writer = EmittedFile.Begin(@namespace);
        writer.Doc("summary", $"The provider {XmlDoc.Escape(provider.Name)}, as its spec describes it.", provider.Doc is { } doc ? XmlDoc.Sentence(doc) : null);
        writer.Line(EmittedFile.GeneratedCode);
        using (writer.Braces($"public static class {provider.StemName}Provider"))
        {
            writer.Line("/// <summary>Where requests go, how they prove who sends them, what errors mean, and the models.</summary>");
            writer.Line("public static global::SdkGen.Transport.ProviderProfile Profile { get; } = CreateProfile();");
            writer.Line();
            using (writer.Braces("private static global::SdkGen.Transport.ProviderProfile CreateProfile()"))
                new ProfileWriter(writer, provider).Write();
            new ModelTableWriter(writer, provider, @namespace).Write();
        }

        return writer.Finish();
    }

    public static string EmitBuilderExtensions(ProviderModel provider, string @namespace)
    {
        var writer = EmittedFile.Begin(@namespace);
        var adapters = provider.Dialects.Select(dialect => $"global::{dialect.Namespace ?? @namespace}.Dialects.{dialect.TypeName}.{dialect.TypeName}Dialect.Instance").ToArray();
        var adapter = adapters.Length == 1 ? adapters[0] : $"[{string.Join(", ", adapters)}]";
        var profile = $"global::{@namespace}.{provider.StemName}Provider.Profile";
        const string Builder = "global::SdkGen.LlmBuilder";
        const string Configure = "global::System.Action<global::SdkGen.Transport.ProviderOptions>? configure = null";
        var name = XmlDoc.Escape(provider.Name);

        writer.Line($"/// <summary>Adds {name} to an application.</summary>");
        writer.Line(EmittedFile.GeneratedCode);
        using (writer.Braces($"public static class {provider.StemName}LlmBuilderExtensions"))
        {
            writer.Line($"/// <summary>Adds {name}: then inject <c>IChatClient&lt;{provider.TypeName}.…&gt;</c>.</summary>");
            writer.Doc("remarks", Sources(provider, $"Llm:{provider.StemName}"));
            writer.Line("/// <param name=\"builder\">The application's LLM clients.</param>");
            writer.Line("/// <param name=\"configure\">Has the last word on the account.</param>");
            writer.Line($"public static {Builder} {provider.AddMethod}(this {Builder} builder, {Configure}) =>");
            using (writer.Indent())
                writer.Line($"builder.AddProvider({profile}, {adapter}, null, configure);");
            writer.Line();
            writer.Line($"/// <summary>Adds one more account at {name}, under a name: its clients are keyed services.</summary>");
            writer.Doc("remarks", Sources(provider, $"Llm:{provider.StemName}:{{name}}"));
            writer.Line("/// <param name=\"builder\">The application's LLM clients.</param>");
            writer.Line("/// <param name=\"name\">The key of the account's services.</param>");
            writer.Line("/// <param name=\"configure\">Has the last word on the account.</param>");
            writer.Line($"public static {Builder} {provider.AddMethod}(this {Builder} builder, string name, {Configure}) =>");
            using (writer.Indent())
                writer.Line($"builder.AddProvider({profile}, {adapter}, name, configure);");
        }

        return writer.Finish();
    }

    /// <summary>Where the account comes from.</summary>
    private static string Sources(ProviderModel provider, string section)
    {
        var variables = new[] { provider.Auth.Env }.Concat(provider.Auth.OtherEnv).Append(provider.BaseUrlEnv).Concat(provider.Settings.SelectMany(setting => setting.Variables)).Where(name => name is not null).Select(name => XmlDoc.Code(name!)).ToArray();
        var otherwise = variables.Length == 0 ? "" : $"; what it leaves open, from {string.Join(" and ", variables)}";
        return $"The account comes from the section {XmlDoc.Code(section)}{otherwise}.";
    }
}
