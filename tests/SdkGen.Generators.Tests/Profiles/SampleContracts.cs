using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Tests.Profiles;

/// <summary>Contracts as the front ends make them, for the tests of schemas.</summary>
internal static class SampleContracts
{
    /// <summary>A tool's arguments without anything that a strict form could not say: nested, shared, enums, a union, bounds, patterns, defaults.</summary>
    public static Contract Trip { get; } = Tool(
        [
            new Member("city", "City", Text(new StringShape(StringKind.String) { MinLength = 1, MaxLength = 80 })) { Required = true, Description = "City name, for example \"Paris\"." },
            new Member("days", "Days", Number(new NumberShape(NumberKind.Int32) { Minimum = "1", Maximum = "14" })) { DefaultJson = "3", DefaultExpression = "3", Description = "How many days ahead" },
            new Member("unit", "Unit", new Node(Units, "global::Demo.Unit")) { DefaultJson = "\"celsius\"", DefaultExpression = "global::Demo.Unit.Celsius" },
            new Member("otherUnit", "OtherUnit", new Node(Units, "global::Demo.Unit?", Nullable: true) { IsNullableValueType = true }),
            new Member("code", "Code", Text(new StringShape(StringKind.String) { Pattern = "^[A-Z]{3}$" })) { Required = true, Title = "Code of the airport" },
            new Member("password", "Password", Text(new StringShape(StringKind.String) { Pattern = "^(?=.*\\d).+$" })) { Deprecated = true },
            new Member("start", "Start", Text(new StringShape(StringKind.DateTimeOffset))) { Required = true },
            new Member("site", "Site", Text(new StringShape(StringKind.Uri), nullable: true)),
            new Member("length", "Length", Text(new StringShape(StringKind.TimeSpan))),
            new Member("picture", "Picture", Text(new StringShape(StringKind.Base64))) { Description = "A picture of the place." },
            new Member("speed", "Speed", Number(new NumberShape(NumberKind.Double) { Minimum = "0", ExclusiveMinimum = true, MultipleOf = "0.5" })),
            new Member("level", "Level", Text(new StringShape(StringKind.String), nullable: true) with { Allowed = new(["\"low\"", "\"high\""]) }),
            new Member("seat", "Seat", Number(new NumberShape(NumberKind.Byte)) with { Denied = new(["13"]) }),
            new Member("tags", "Tags", List(Text(new StringShape(StringKind.String)), "string") with { Shape = new ListShape(Text(new StringShape(StringKind.String) { MaxLength = 20 }), CollectionKind.List) { MinItems = 2, MaxItems = 5, UniqueItems = true } }) { Required = true },
            new Member("features", "Features", new Node(Units with { IsFlags = true }, "global::Demo.Unit")),
            new Member("home", "Home", Reference("Address")) { Required = true, Description = "Where the trip begins" },
            new Member("work", "Work", Reference("Address", nullable: true)) { Description = "Where it ends." },
            new Member("pay", "Pay", Reference("Payment")) { Required = true },
            new Member("note", "Note", Reference("Note")),
        ],
        new ObjectType("Address", "global::Demo.Address", new(
        [
            new Member("street", "Street", Text(new StringShape(StringKind.String))) { Required = true },
            new Member("zip", "Zip", Text(new StringShape(StringKind.String) { MinLength = 5, MaxLength = 5 })),
        ]), Construction.Create)
        { Unknown = UnknownMembers.Reject, Description = "A place with a street." },
        new UnionType("Payment", "global::Demo.Payment", "kind", new(
        [
            new UnionCase("\"card\"", "Demo.Card", Reference("Card")),
            new UnionCase("\"cash\"", "Demo.Cash", Reference("Cash")),
        ]))
        { Description = "How it is paid." },
        new ObjectType("Card", "global::Demo.Card", new([new Member("number", "Number", Text(new StringShape(StringKind.String) { Pattern = "^\\d{12,19}$" })) { Required = true }]), Construction.Create)
        { Unknown = UnknownMembers.Reject, Description = "By card." },
        new ObjectType("Cash", "global::Demo.Cash", new([new Member("change", "Change", Number(new NumberShape(NumberKind.Decimal) { Minimum = "0" }, nullable: true))]), Construction.Create)
        { Unknown = UnknownMembers.Reject },
        new ObjectType("Note", "global::Demo.Note", new([new Member("text", "Text", Text(new StringShape(StringKind.String), nullable: true))]), Construction.Create));

    /// <summary>A type within itself, through properties that can be left out.</summary>
    public static Contract Family { get; } = Tool(
        [new Member("plan", "Plan", Reference("Plan")) { Required = true, Description = "The steps" }],
        new ObjectType("Plan", "global::Demo.Plan", new(
        [
            new Member("title", "Title", Text(new StringShape(StringKind.String))) { Required = true },
            new Member("next", "Next", Reference("Plan", nullable: true)) { Description = "The plan after this one" },
            new Member("parts", "Parts", List(Reference("Plan"), "global::Demo.Plan")),
        ]), Construction.Create)
        { Unknown = UnknownMembers.Reject });

    /// <summary>What strict forms refuse: free keys, any value, a number as key.</summary>
    public static Contract Free { get; } = Tool(
    [
        new Member("labels", "Labels", new Node(new MapShape(new StringShape(StringKind.String), Text(new StringShape(StringKind.String))) { MinProperties = 1, MaxProperties = 9 }, "Dictionary<string, string>")) { Required = true },
        new Member("scores", "Scores", new Node(new MapShape(new NumberShape(NumberKind.Int32), Number(new NumberShape(NumberKind.Double))), "Dictionary<int, double>")),
        new Member("extra", "Extra", new Node(new AnyShape(), "JsonElement")) { Required = true },
    ]);

    /// <summary>No arguments at all.</summary>
    public static Contract Empty { get; } = Tool([]);

    private static EnumShape Units => new("global::Demo.Unit", new([new EnumMember("celsius", "Celsius", "Degrees of Celsius."), new EnumMember("fahrenheit", "Fahrenheit")]));

    public static Contract Tool(IEnumerable<Member> members, params NamedType[] types) => new(
        Reference("Arguments"),
        new([new ObjectType("Arguments", "Arguments", new(members), Construction.Create) { Unknown = UnknownMembers.Reject }, .. types]));

    public static Node Text(StringShape shape, bool nullable = false) => new(shape, nullable ? "string?" : "string", nullable);

    public static Node Number(NumberShape shape, bool nullable = false) => new(shape, nullable ? "int?" : "int", nullable) { IsNullableValueType = nullable };

    public static Node List(Node element, string type) => new(new ListShape(element, CollectionKind.List), $"global::System.Collections.Generic.List<{type}>");

    public static Node Reference(string key, bool nullable = false) => new(new ReferenceShape(key), "global::Demo." + key + (nullable ? "?" : ""), nullable);
}
