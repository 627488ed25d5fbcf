using SdkGen.Generators.Specs;
using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>A small dialect and a provider over it, and the specs that the packages bring along.</summary>
internal static class SpecHarness
{
    public const string Dialect =
        """
        {
          "id": "echo", "name": "Echo", "typeName": "Echo", "doc": "Says what it hears",
          "operations": {
            "chat": { "kind": "chat", "doc": "Answers", "path": "say", "request": "Request", "response": "Response",
                      "stream": { "framing": "sse", "event": "Response", "end": "[DONE]", "flag": "stream" } },
            "image": { "kind": "image", "path": "draw", "request": "Request", "response": "Response" }
          },
          "parameters": {
            "temperature": { "type": "number", "wire": "temperature", "option": "Temperature", "minimum": 0, "maximum": 1, "doc": "How free it is" },
            "maxOutputTokens": { "type": "integer", "wire": "max", "option": "MaxOutputTokens", "minimum": 1 },
            "reasoningEffort": { "type": "string", "wire": "effort", "knob": "effort", "values": ["low", "high"], "doc": "How hard it thinks" },
            "loud": { "type": "boolean", "wire": "loud", "doc": "Whether it shouts" },
            "repeat": { "type": "integer", "wire": "repeat", "minimum": 1, "maximum": 9 },
            "quality": { "type": "string", "wire": "quality", "operations": ["image"] }
          },
          "wireKeys": { "role": { "doc": "Who speaks", "values": ["system", "developer"] } },
          "types": {
            "Request": { "doc": "What to say <loudly> & clearly", "unknown": "keep", "keepsText": true, "members": {
              "model": { "type": "string", "doc": "Id of the model" }, "said": "Said", "stream": "bool", "n": { "type": "int", "name": "Count" } } },
            "Response": { "doc": "What was said", "members": {
              "id": { "type": "string", "repeats": true }, "said": { "type": "Said[]", "answer": true }, "tokens": { "type": "long", "answer": true }, "odd": "json", "tags": "string[]", "weights": "map<double>", "next": "Response" } },
            "Said": { "doc": "A text or its lines", "union": { "string": "Text: string", "array": "Lines: string[]" } }
          }
        }
        """;

    public const string Provider =
        """
        {
          "id": "parrot", "name": "Parrot Inc", "doc": "Repeats", "dialect": "echo", "baseUrl": "https://parrot.example/v1", "baseUrlEnv": "PARROT_URL",
          "auth": { "header": { "name": "x-parrot", "env": "PARROT_KEY" } },
          "headers": { "x-version": "2" }, "accountHeaders": { "project": "x-project" }, "requestIdHeaders": ["x-id"],
          "telemetry": { "provider": "parrot" },
          "errors": [ { "status": 429, "code": "tired", "kind": "overloaded", "retry": true } ],
          "wire": { "role": "developer" },
          "parameters": { "maxOutputTokens": { "wire": "max_tokens" } },
          "parameterSets": { "stubborn": { "temperature": { "refused": "it says what it likes. Leave it out." }, "repeat": { "refused": "it never repeats." } } },
          "models": {
            "macaw-1.5": {
              "name": "Macaw", "doc": "The large one", "input": ["text", "image"], "output": ["text"], "tools": true, "structuredOutput": true, "streaming": true, "reasoning": false,
              "context": 128000, "maxOutput": 4096, "knowledge": "2025-01", "released": "2025-06-01",
              "price": { "input": 1.5, "cacheRead": 0.25, "output": 6, "per": "1M", "currency": "EUR", "asOf": "2026-01-31",
                         "tiers": [ { "above": 100000, "input": 3, "output": 12 } ] } },
            "macaw-thinks": { "tools": false, "reasoning": { "effort": ["low", "medium", "high"], "default": "low" }, "parameterSets": ["stubborn"],
              "parameters": { "maxOutputTokens": { "whileReasoning": "it needs them all." } }, "deprecated": "2026-12-31", "retires": "2027-06-30", "successor": "macaw-1.5" },
            "feather/draw": { "typeName": "Painter", "operations": ["image"], "output": ["image"], "retired": true },
            "mystery": {}
          }
        }
        """;

    public static readonly AdditionalFile DialectFile = new("/specs/echo.dialect.json", Dialect);

    public static readonly AdditionalFile ProviderFile = new("/specs/parrot.provider.json", Provider);

    /// <summary>The hand-written half of a dialect.</summary>
    public const string Adapter =
        """
        namespace Demo.Dialects.Echo;

        public sealed class EchoDialect : SdkGen.Transport.Dialect
        {
            public static EchoDialect Instance { get; } = new();
            public override string Id => "echo";
        }
        """;

    public static GeneratorHarness Create() => new(() => new SpecGenerator());

    /// <summary>The specs of the repository, as a package hands them to a consumer.</summary>
    public static AdditionalFile[] References() =>
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "schemas", "dialects"), "*.dialect.json")
            .Concat(Directory.GetFiles(Path.Combine(Repository.Root, "providers"), "*.provider.json", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/"))
            .Select(path => new AdditionalFile(path, File.ReadAllText(path), ("SdkGenSpec", "reference"))),
    ];
}
