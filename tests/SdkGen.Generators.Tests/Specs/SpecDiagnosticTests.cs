using Microsoft.CodeAnalysis;
using SdkGen.Generators.Specs;
using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>Each spec diagnostic fires at its place in the JSON, and a near miss does not. The expected place stands between <c>⟦</c> and <c>⟧</c>.</summary>
public class SpecDiagnosticTests
{
    private const string Head = "\"id\": \"acme\", \"dialect\": \"echo\", \"baseUrl\": \"https://acme.example\"";

    [Theory]
    [InlineData("LLM0001", "{ \"id\": \"acme\",\n  \"models\": { \"a\": {}, ⟦}⟧ }", "The file is not valid JSON: expected a property name in double quotes")]
    [InlineData("LLM0001", "{ \"id\": \"acme\" }\n⟦/⟧/ comment", "The file is not valid JSON: expected the end of the file")]
    [InlineData("LLM0002", "{ HEAD,\n  ⟦\"dialect\"⟧: \"echo\" }", "The key 'dialect' stands twice in this object")]
    [InlineData("LLM0003", "{ HEAD,\n  \"models\": { \"a\": { ⟦\"tool\"⟧: true } } }", "A model has no key 'tool'; did you mean 'tools'?")]
    [InlineData("LLM0003", "{ HEAD, ⟦\"zzz\"⟧: 1 }", "A provider has no key 'zzz'")]
    [InlineData("LLM0003", "{ HEAD,\n \"wire\": { ⟦\"rolle\"⟧: \"system\" } }", "The wire of the dialect 'echo' has no key 'rolle'; did you mean 'role'?")]
    [InlineData("LLM0004", "{ HEAD,\n  \"models\": { \"a\": { \"context\": ⟦\"128k\"⟧ } } }", "'context' must be a whole number, not a string")]
    [InlineData("LLM0004", "{ HEAD, \"models\": { \"a\": { \"context\": ⟦1.5⟧ } } }", "'context' must be a whole number, not 1.5")]
    [InlineData("LLM0004", "{ HEAD, \"models\": ⟦[⟧] }", "'models' must be an object, not an array")]
    [InlineData("LLM0004", "⟦[⟧]", "'the file' must be an object, not an array")]
    [InlineData("LLM0005", "⟦{⟧ \"name\": \"Acme\" }", "A provider needs the key 'id'")]
    [InlineData("LLM0005", "{ \"id\": ⟦\"acme\"⟧, \"baseUrl\": \"https://acme.example\" }", "A provider needs the key 'dialect'")]
    [InlineData("LLM0005", "{ \"id\": ⟦\"acme\"⟧, \"dialect\": \"echo\" }", "A provider needs the key 'baseUrl'")]
    [InlineData("LLM0005", "{ \"id\": ⟦\"acme\"⟧, \"dialect\": \"echo\", \"baseUrl\": \"\" }", "A provider without an address of its own needs the key 'baseUrlEnv'")]
    [InlineData("LLM0005", "{ HEAD, \"parameters\": { ⟦\"shout\"⟧: { \"type\": \"boolean\" } } }", "A parameter that the dialect does not have needs the key 'wire'")]
    [InlineData("LLM0011", "{ HEAD, \"parameters\": { \"loud\": { \"type\": ⟦\"string\"⟧ } } }", "'type' cannot be 'string': the dialect says what loud holds")]
    [InlineData("LLM0006", "{ \"id\": \"acme\", \"baseUrl\": \"https://a.example\",\n\n \"dialect\": ⟦\"ecko\"⟧ }", "There is no dialect 'ecko'; did you mean 'echo'?")]
    [InlineData("LLM0006", "{ \"id\": \"acme\", \"extends\": ⟦\"parot\"⟧ }", "There is no provider 'parot'; did you mean 'parrot'?")]
    [InlineData("LLM0006", "{ HEAD, \"models\": { \"a\": { \"like\": ⟦\"b\"⟧ } } }", "There is no model 'b'; did you mean 'a'?")]
    [InlineData("LLM0006", "{ HEAD, \"models\": { \"a\": { \"operations\": [⟦\"chatt\"⟧] } } }", "There is no operation 'chatt'; did you mean 'chat'?")]
    [InlineData("LLM0006", "{ HEAD, \"models\": { \"a\": { \"parameterSets\": [⟦\"x\"⟧] } } }", "There is no parameter set 'x'")]
    [InlineData("LLM0007", "{ HEAD,\n  \"models\": { \"a-1\": {},\n ⟦\"a.1\"⟧: {} } }", "The C# name 'A1' is already taken by the model 'a-1' (typeName chooses another)")]
    [InlineData("LLM0008", "{ HEAD, \"models\": { \"a\": { \"parameters\": { ⟦\"temprature\"⟧: { \"refused\": \"no.\" } } } } }", "The dialect 'echo' has no parameter 'temprature'; did you mean 'temperature'?")]
    [InlineData("LLM0009", "{ HEAD, \"models\": { \"a\": { \"price\": ⟦{⟧ \"input\": 1, \"output\": 2, \"currency\": \"USD\", \"asOf\": \"2026-01-01\" } } } }", "A price needs 'per', so that it can be compared and trusted")]
    [InlineData("LLM0003", "{ HEAD, \"models\": { \"a\": { \"reasoning\": { ⟦\"efort\"⟧: [\"low\"] } } } }", "The reasoning has no key 'efort'; did you mean 'effort'?")]
    [InlineData("LLM0004", "{ HEAD, \"models\": { \"a\": { \"reasoning\": { \"budget\": { \"minimum\": ⟦\"1k\"⟧ } } } } }", "'minimum' must be a whole number, not a string")]
    [InlineData("LLM0006", "{ HEAD, \"models\": { \"a\": { \"successor\": ⟦\"mackaw\"⟧ }, \"macaw\": {} } }", "There is no model 'mackaw'; did you mean 'macaw'?")]
    [InlineData("LLM0006", "{ HEAD, \"models\": { \"a\": { \"successor\": ⟦\"a\"⟧ } } }", "There is no model 'a'")]
    [InlineData("LLM0009", "{ HEAD, \"models\": { \"a\": { \"price\": { \"input\": 1, \"output\": 2, \"per\": \"1M\", \"currency\": \"USD\", \"asOf\": \"2026-01-01\", \"tiers\": [ ⟦{⟧ \"above\": 5, \"input\": 1 } ] } } } }", "A price needs 'output', so that it can be compared and trusted")]
    [InlineData("LLM0009", "{ HEAD, \"models\": { \"a\": { \"price\": { \"input\": 1, \"output\": 2, \"per\": \"1M\", \"currency\": \"USD\", \"asOf\": \"2026-01-01\", \"changes\": [ ⟦{⟧ \"input\": 1, \"output\": 3 } ] } } } }", "A price needs 'from', so that it can be compared and trusted")]
    [InlineData("LLM0011", "{ HEAD, \"models\": { \"a\": { \"price\": { \"input\": 1, \"output\": 2, \"per\": ⟦\"1K\"⟧, \"currency\": \"USD\", \"asOf\": \"2026-01-01\" } } } }", "'per' cannot be '1K': it is one of 1M; did you mean '1M'?")]
    [InlineData("LLM0011", "{ HEAD, \"runtime\": ⟦\"clowd\"⟧ }", "'runtime' cannot be 'clowd': it is one of cloud, ollama, lmstudio, llamacpp, vllm, server; did you mean 'cloud'?")]
    [InlineData("LLM0011", "{ HEAD, \"parameters\": { \"think\": { \"type\": \"boolean\", \"wire\": \"think\", \"knob\": ⟦\"switch\"⟧ } } }", "'knob' cannot be 'switch': it is one of effort, budget, toggle")]
    [InlineData("LLM0011", "{ HEAD, \"models\": { \"a\": { \"reasoning\": { \"effort\": [\"low\"], \"default\": ⟦\"high\"⟧ } } } }", "'default' cannot be 'high': it is one of low")]
    [InlineData("LLM0011", "{ HEAD, \"models\": { \"a\": { \"reasoning\": { \"budget\": { \"minimum\": ⟦9⟧, \"maximum\": 5 } } } } }", "'minimum' cannot be '9': the maximum is 5")]
    [InlineData("LLM0011", "{ HEAD, \"models\": { \"a\": { \"reasoning\": { \"budget\": { \"minimum\": 1, \"maximum\": 5, \"default\": ⟦6⟧ } } } } }", "'default' cannot be '6': it lies between minimum and maximum")]
    [InlineData("LLM0010", "{ HEAD,\n \"typeName\": ⟦\"TakenModels\"⟧ }", "The type 'Demo.TakenModels' exists already: choose another 'typeName' in this spec")]
    [InlineData("LLM0010", "{ HEAD,\n \"typeName\": ⟦\"ParrotINCModels\"⟧ }", "The type 'ParrotINCModels' exists already: choose another 'typeName' in this spec")]
    [InlineData("LLM0011", "{ HEAD, \"models\": { \"a\": { \"input\": [\"text\", ⟦\"pdf\"⟧] } } }", "'input' cannot be 'pdf': it is one of text, image, audio, video, file")]
    [InlineData("LLM0011", "{ HEAD, \"models\": { \"a\": { \"released\": ⟦\"2026-02-30\"⟧ } } }", "'released' cannot be '2026-02-30': it is a date such as 2026-09-30")]
    [InlineData("LLM0011", "{ HEAD, \"typeName\": ⟦\"class\"⟧ }", "'typeName' cannot be 'class': it becomes a C# name")]
    [InlineData("LLM0011", "{ HEAD, \"wire\": { \"role\": ⟦\"boss\"⟧ } }", "'role' cannot be 'boss': it is one of system, developer")]
    [InlineData("LLM0011", "{ \"id\": \"acme\", \"dialect\": \"echo\", \"baseUrl\": ⟦\"ftp://acme\"⟧ }", "'baseUrl' cannot be 'ftp://acme': it is an http or https address without a query, or empty where every account has its own")]
    [InlineData("LLM0006", "{ HEAD, \"dialects\": [⟦\"ecko\"⟧] }", "There is no dialect 'ecko'; did you mean 'echo'?")]
    [InlineData("LLM0006", "{ HEAD, \"models\": { \"a\": { \"dialect\": ⟦\"eco\"⟧ } } }", "There is no dialect of the provider 'eco'; did you mean 'echo'?")]
    [InlineData("LLM0006", "{ HEAD, \"paths\": { \"echo\": { ⟦\"chat.strem\"⟧: \"x\" } } }", "There is no operation 'chat.strem'; did you mean 'chat.stream'?")]
    [InlineData("LLM0006", "{ HEAD, \"paths\": { ⟦\"ecko\"⟧: { \"chat\": \"x\" } } }", "There is no dialect of the provider 'ecko'; did you mean 'echo'?")]
    [InlineData("LLM0004", "{ HEAD, \"paths\": { \"chat\": ⟦\"say\"⟧ } }", "'chat' must be an object: the paths of the dialect of that name, not a string")]
    [InlineData("LLM0006", "{ HEAD, \"settings\": { \"region\": {} }, \"paths\": { \"echo\": { \"chat\": ⟦\"{regoin}/say\"⟧ } } }", "There is no value or setting 'regoin'; did you mean 'region'?")]
    [InlineData("LLM0006", "{ \"id\": \"acme\", \"dialect\": \"echo\", \"baseUrl\": ⟦\"https://{zone}.acme.example\"⟧ }", "There is no value or setting 'zone'; there are organization, project")]
    [InlineData("LLM0011", "{ HEAD, \"paths\": { \"echo\": { \"chat\": ⟦\"{region/say\"⟧ } } }", "'paths' cannot be '{region/say': each value in it is a name in braces, such as {model} or {+model}")]
    [InlineData("LLM0005", "{ HEAD, \"auth\": { \"sigv4\": ⟦{⟧} } }", "A key needs the key 'service'")]
    [InlineData("LLM0012", "{ \"id\": \"acme\", \"extends\": ⟦\"acme\"⟧ }", "'acme' extends itself by way of 'acme'")]
    public void Fires_at_its_place(string id, string marked, string message)
    {
        var text = marked.Replace("HEAD", Head);
        var problems = Diagnose("/specs/zacme.provider.json", text, out var place);

        var problem = problems.Where(problem => problem.Id == id && problem.GetMessage() == message).ShouldHaveSingleItem(string.Join('\n', problems));
        problem.Location.GetLineSpan().Path.ShouldBe("/specs/zacme.provider.json");
        (problem.Location.GetLineSpan().StartLinePosition.Line, problem.Location.GetLineSpan().StartLinePosition.Character, problem.Location.SourceSpan.Length)
            .ShouldBe(place, problem.ToString());
        problem.Severity.ShouldBe(DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("{ HEAD, \"models\": { \"a\": { \"tools\": true, \"context\": 128000, \"input\": [\"text\", \"file\"], \"released\": \"2028-02-29\", \"like\": \"b\" }, \"b\": {} } }")]
    [InlineData("{ HEAD, \"wire\": { \"role\": \"system\" }, \"typeName\": \"FreeModels\", \"parameterSets\": { \"x\": { \"temperature\": { \"refused\": \"no.\" } } }, \"models\": { \"a\": { \"parameterSets\": [\"x\"] } } }")]
    [InlineData("{ \"id\": \"acme\", \"extends\": \"parrot\", \"models\": { \"mine\": { \"like\": \"macaw-1.5\" } } }")]
    [InlineData("{ HEAD, \"models\": { \"a-1\": {}, \"a.1\": { \"typeName\": \"A1b\" }, \"p\": { \"price\": { \"input\": 1, \"output\": 2, \"per\": \"1M\", \"currency\": \"USD\", \"asOf\": \"2026-01-01\" } } } }")]
    [InlineData("{ \"id\": \"acme\", \"dialect\": \"echo\", \"dialects\": [\"echo\"], \"baseUrl\": \"https://{region}.acme.example/{+project}\", \"settings\": { \"region\": { \"env\": [\"A\", \"B\"], \"secret\": true } }, \"paths\": { \"echo\": { \"chat.stream\": \"{region}/say?x={project}\" } } }")]
    public void Near_misses_are_silent(string text) => Diagnose("/specs/zacme.provider.json", text.Replace("HEAD", Head), out _).ShouldBeEmpty();

    [Theory]
    [InlineData("LLM0006", "{ \"id\": \"d\", \"typeName\": \"D\", \"types\": { \"A\": { \"members\": {\n \"b\": ⟦\"Bee\"⟧ } }, \"Beee\": { \"members\": { \"x\": \"int\" } } } }", "There is no type 'Bee'; did you mean 'Beee'?")]
    [InlineData("LLM0006", "{ \"id\": \"d\", \"typeName\": \"D\", \"types\": { \"A\": { \"members\": { \"b\": { \"type\": ⟦\"map<strin>[]\"⟧ } } } } }", "There is no type 'strin'; did you mean 'string'?")]
    [InlineData("LLM0006", "{ \"id\": \"d\", \"typeName\": \"D\", \"operations\": { \"chat\": { \"kind\": \"chat\", \"path\": \"x\", \"request\": ⟦\"Req\"⟧ } } }", "There is no type 'Req'")]
    [InlineData("LLM0007", "{ \"id\": \"d\", \"typeName\": \"D\", \"types\": { \"A\": { \"members\": { \"max_tokens\": \"int\", ⟦\"max-tokens\"⟧: \"int\" } } } }", "The C# name 'MaxTokens' is already taken by another member of A (or the type itself)")]
    [InlineData("LLM0007", "{ \"id\": ⟦\"echo\"⟧, \"typeName\": \"Echo2\" }", "The dialect id 'echo' is already taken by echo.dialect.json")]
    [InlineData("LLM0007", "{ \"id\": ⟦\"echo-2\"⟧, \"typeName\": \"ECHO\" }", "The dialect's typeName 'ECHO' is already taken by echo.dialect.json")]
    [InlineData("LLM0011", "{ \"id\": \"d\", \"typeName\": \"D\", \"types\": { \"U\": { \"union\": { \"string\": ⟦\"string\"⟧, \"array\": \"B: int[]\" } } } }", "'string' cannot be 'string': it is a property and its type, such as \"Text: string\"")]
    [InlineData("LLM0007", "{ \"id\": \"d\", \"typeName\": \"D\", \"types\": { \"A\": { \"keepsText\": true, \"members\": { ⟦\"kept_text\"⟧: \"int\" } } } }", "The C# name 'KeptText' is already taken by another member of A (or the type itself)")]
    [InlineData("LLM0011", "{ \"id\": \"d\", \"typeName\": \"D\", \"types\": { \"U\": ⟦{⟧ \"keepsText\": true, \"union\": { \"array\": \"B: int[]\" } } } }", "'U' cannot be 'keepsText': only an object with members has a text to keep")]
    [InlineData("LLM0011", "{ \"id\": \"d\", \"typeName\": \"D\", \"types\": { \"U\": ⟦{⟧ \"doc\": \"x\" } } }", "'U' cannot be 'this': a type has either members or a union")]
    [InlineData("LLM0011", "{ \"id\": \"d\", \"typeName\": \"D\", \"operations\": { \"x\": { \"kind\": \"chat\", \"path\": ⟦\"a/{}\"⟧ } } }", "'path' cannot be 'a/{}': each value in it is a name in braces, such as {model} or {+model}")]
    [InlineData("LLM0011", "{ \"id\": \"d\", \"typeName\": \"D\", \"operations\": { \"x\": { \"kind\": ⟦\"talk\"⟧, \"path\": \"x\" } } }", "'kind' cannot be 'talk': it is one of chat, completion, embedding, image, speech, transcription, video, moderation, rerank, models, tokenCount")]
    public void Dialect_problems_fire_at_their_place(string id, string marked, string message)
    {
        var problems = Diagnose("/specs/x.dialect.json", marked, out var place);

        var problem = problems.Where(problem => problem.Id == id && problem.GetMessage() == message).ShouldHaveSingleItem(string.Join('\n', problems));
        (problem.Location.GetLineSpan().StartLinePosition.Line, problem.Location.GetLineSpan().StartLinePosition.Character, problem.Location.SourceSpan.Length).ShouldBe(place);
    }

    [Fact]
    public void A_broken_file_leaves_the_others_alone()
    {
        var output = SpecHarness.Create().RunUnchecked(
            [SpecHarness.Adapter], SpecHarness.DialectFile, SpecHarness.ProviderFile, new AdditionalFile("/specs/broken.provider.json", "{"), new AdditionalFile("/specs/odd.dialect.json", "null"));

        output.Diagnostics.Select(diagnostic => diagnostic.Id).Order().ShouldBe(["LLM0001", "LLM0004"]);
        output.Files.Keys.ShouldContain("ParrotIncProvider.g.cs");
        output.ShouldBeWellFormed();
    }

    [Fact]
    public void Every_rule_is_tested()
    {
        var tested = new[] { nameof(Fires_at_its_place), nameof(Dialect_problems_fire_at_their_place) }
            .SelectMany(name => typeof(SpecDiagnosticTests).GetMethod(name)!.GetCustomAttributes(typeof(InlineDataAttribute), false))
            .Select(data => (string)((InlineDataAttribute)data).Data[0]!);

        // From LLM0101 on, the rules are about schema files and have their own tests.
        SpecRules.All.Select(rule => rule.Id).Where(id => id.StartsWith("LLM00", StringComparison.Ordinal)).Except(tested).ShouldBeEmpty();
    }

    private static IReadOnlyList<Diagnostic> Diagnose(string path, string marked, out (int Line, int Column, int Length) place)
    {
        var start = marked.IndexOf('⟦');
        var end = marked.IndexOf('⟧') - 1;
        var before = start < 0 ? "" : marked[..start];
        place = (before.Count(c => c == '\n'), start - (before.LastIndexOf('\n') + 1), end - start);
        var output = SpecHarness.Create().RunUnchecked(
            [SpecHarness.Adapter, "namespace Demo; public static class TakenModels;"],
            SpecHarness.DialectFile, SpecHarness.ProviderFile, new AdditionalFile(path, marked.Replace("⟦", "").Replace("⟧", "")));
        output.ShouldBeWellFormed();
        return [.. output.Diagnostics];
    }
}
