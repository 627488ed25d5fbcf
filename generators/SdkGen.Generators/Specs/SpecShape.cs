namespace SdkGen.Generators.Specs;

/// <summary>The keys that one kind of object in a spec file may have. The published schemas list the same keys; a test compares them.</summary>
/// <param name="Name">How messages call it.</param>
/// <param name="Definition">Where the schema describes it: the name in <c>$defs</c>; empty for the root.</param>
internal sealed record SpecShape(string Name, string Definition, params string[] Keys)
{
    public static class Dialect
    {
        public static readonly SpecShape Root = new(
            "A dialect", "", "$schema", "id", "name", "typeName", "doc", "operations", "parameters", "wireKeys", "types");

        public static readonly SpecShape Operation = new("An operation", "operation", "kind", "doc", "method", "path", "values", "headers", "request", "response", "output", "stream");

        public static readonly SpecShape Stream = new("A stream", "stream", "framing", "path", "event", "end", "flag");

        public static readonly SpecShape Parameter = new(
            "A parameter", "parameter", "type", "wire", "doc", "option", "knob", "minimum", "maximum", "values", "operations");

        public static readonly SpecShape WireKey = new("A wire key", "wireKey", "doc", "values");

        public static readonly SpecShape Type = new("A type", "type", "doc", "members", "unknown", "union", "keepsText");

        public static readonly SpecShape Member = new("A member", "member", "type", "doc", "name", "repeats", "deprecated", "answer");

        public static readonly SpecShape Union = new("A union", "union", "string", "number", "boolean", "array", "object");

        public static IReadOnlyList<SpecShape> All => [Root, Operation, Stream, Parameter, WireKey, Type, Member, Union];
    }

    public static class Provider
    {
        public static readonly SpecShape Root = new(
            "A provider", "", "$schema", "id", "name", "doc", "typeName", "addMethod", "runtime", "extends", "dialect", "dialects", "baseUrl", "baseUrlEnv", "settings", "paths", "auth", "headers", "accountHeaders",
            "requestIdHeaders", "telemetry", "errors", "wire", "parameters", "parameterSets", "models");

        public static readonly SpecShape Auth = new("The authentication", "auth", "none", "bearer", "header", "query", "sigv4");

        public static readonly SpecShape AuthKey = new("A key", "authKey", "name", "env", "service");

        public static readonly SpecShape Setting = new("A setting", "setting", "doc", "env", "default", "secret");

        public static readonly SpecShape Telemetry = new("The telemetry", "telemetry", "provider");

        public static readonly SpecShape Error = new("An error row", "error", "status", "code", "type", "messageContains", "kind", "retry");

        public static readonly SpecShape ParameterRule = new("A parameter", "parameterRule", "type", "doc", "knob", "refused", "whileReasoning", "wire", "minimum", "maximum", "values");

        public static readonly SpecShape Model = new(
            "A model", "model", "typeName", "name", "doc", "like", "dialect", "vendor", "operations", "input", "output", "tools", "structuredOutput", "streaming", "reasoning", "context",
            "maxInput", "maxOutput", "knowledge", "released", "deprecated", "retires", "retired", "successor", "instructions", "parameterSets", "parameters", "price", "source");

        public static readonly SpecShape Reasoning = new("The reasoning", "reasoning", "effort", "default", "budget", "toggle");

        public static readonly SpecShape Budget = new("A budget", "budget", "minimum", "maximum", "default");

        public static readonly SpecShape Price = new(
            "A price", "price", "input", "output", "cacheRead", "cacheWrite", "reasoning", "inputAudio", "outputAudio", "per", "currency", "asOf", "tiers", "changes");

        public static readonly SpecShape PriceTier = new("A price tier", "priceTier", "above", "input", "output", "cacheRead", "cacheWrite");

        public static readonly SpecShape PriceChange = new("A change of price", "priceChange", "from", "input", "output", "cacheRead", "cacheWrite");

        public static IReadOnlyList<SpecShape> All =>
            [Root, Auth, AuthKey, Setting, Telemetry, Error, ParameterRule, Model, Reasoning, Budget, Price, PriceTier, PriceChange];
    }
}
