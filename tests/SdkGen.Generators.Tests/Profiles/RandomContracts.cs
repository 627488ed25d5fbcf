using System.Globalization;
using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Tests.Profiles;

/// <summary>Contracts of tools at random, the same for the same seed.</summary>
internal sealed class RandomContracts(int seed)
{
    private static readonly string[] s_patterns = ["^[a-z]+$", "^(?=a).*$", @"^(a)\1$", @"\bword\b", "a{1,500}", "[a-z]x", "colou?r"];
    private static readonly string[] s_formats = ["email", "uri", "date-time", "ipv4", "hostname", "idn-email"];

    private readonly Random _random = new(seed);
    private readonly List<NamedType> _types = [];
    private readonly List<string> _open = [];
    private int _names;

    public Contract Next()
    {
        var members = Members(_random.Next(0, 7), 0);
        return new Contract(
            SampleContracts.Reference("Arguments"),
            new([new ObjectType("Arguments", "Arguments", new(members), Construction.Create) { Unknown = UnknownMembers.Reject }, .. _types]));
    }

    private List<Member> Members(int count, int depth) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var node = Node(depth);
        return new Member(Name("member"), "Member", node)
        {
            Required = Chance(2),
            Description = Chance(2) ? "About it" + (Chance(2) ? "." : "") : null,
            Title = Chance(6) ? "Title" : null,
            Deprecated = Chance(8),
            DefaultJson = Chance(3) ? Default(node) : null,
        };
    })];

    private Node Node(int depth)
    {
        var nullable = Chance(3);
        return (depth > 3 ? _random.Next(5) : _random.Next(10)) switch
        {
            0 => new Node(new BooleanShape(), "bool", nullable),
            1 => new Node(Number(), "int", nullable) { Denied = Chance(5) ? new(["7", "8"]) : EquatableArray<string>.Empty },
            2 => new Node(Text(), "string", nullable) { Allowed = Chance(6) ? new(["\"a\"", "\"b\""]) : EquatableArray<string>.Empty },
            3 => new Node(new EnumShape("E", new([new EnumMember("one", "One", Chance(2) ? "The first" : null), new EnumMember("two", "Two")]), Chance(4)), "E", nullable),
            4 => new Node(new StringShape((StringKind)_random.Next(12)), "T", nullable),
            5 => new Node(new ListShape(Node(depth + 1), CollectionKind.List) { MinItems = Bound(), MaxItems = Bound(), UniqueItems = Chance(4) }, "List", nullable),
            6 => Chance(3) ? new Node(new MapShape(new StringShape(StringKind.String), Node(depth + 1)) { MaxProperties = Bound() }, "Map", nullable) : new Node(new BooleanShape(), "bool", nullable),
            7 => Chance(4) ? new Node(new AnyShape(), "JsonElement") : new Node(Text(), "string", nullable),
            8 => SampleContracts.Reference(Union(depth), nullable),
            _ => SampleContracts.Reference(Type(depth), nullable),
        };
    }

    /// <summary>A new type, one that is there already, or, now and then, one that is still open: then it holds itself.</summary>
    private string Type(int depth)
    {
        if (_open.Count > 0 && Chance(6))
            return _open[_random.Next(_open.Count)];
        var known = _types.OfType<ObjectType>().Where(type => !_open.Contains(type.Key)).ToArray();
        return known.Length > 0 && Chance(3) ? known[_random.Next(known.Length)].Key : NewType(depth, _random.Next(0, 4));
    }

    private string NewType(int depth, int members)
    {
        var key = Name("Type");
        _open.Add(key);
        var content = Members(members, depth + 1);
        _open.Remove(key);
        _types.Add(new ObjectType(key, key, new(content), Construction.Create)
        {
            Unknown = Chance(2) ? UnknownMembers.Reject : UnknownMembers.Skip,
            Description = Chance(2) ? "A type of its own." : null,
        });
        return key;
    }

    private string Union(int depth)
    {
        var cases = Enumerable.Range(0, _random.Next(1, 4)).Select(i => new UnionCase($"\"case{i.ToString(CultureInfo.InvariantCulture)}\"", "C", SampleContracts.Reference(NewType(depth + 1, _random.Next(0, 3))))).ToArray();
        var key = Name("Union");
        _types.Add(new UnionType(key, key, "kind", new(cases)));
        return key;
    }

    private NumberShape Number() => new((NumberKind)_random.Next(15))
    {
        Minimum = Bound()?.ToString(CultureInfo.InvariantCulture),
        Maximum = Bound()?.ToString(CultureInfo.InvariantCulture),
        ExclusiveMinimum = Chance(3),
        ExclusiveMaximum = Chance(3),
        MultipleOf = Chance(5) ? "5" : null,
    };

    private StringShape Text() => new(StringKind.String)
    {
        MinLength = Bound(),
        MaxLength = Bound(),
        Pattern = Chance(4) ? s_patterns[_random.Next(s_patterns.Length)] : null,
        Format = Chance(4) ? s_formats[_random.Next(s_formats.Length)] : null,
    };

    private string? Default(Node node) => node.Nullable && Chance(2) ? "null" : node.Shape switch
    {
        BooleanShape => "true",
        NumberShape => "3",
        StringShape { Kind: StringKind.String } => "\"text\"",
        EnumShape { IsFlags: false } => "\"one\"",
        _ => null,
    };

    /// <summary>Every bound is a number of its own, so that it can be found again.</summary>
    private int? Bound() => Chance(3) ? 1000 + ++_names : null;

    private string Name(string stem) => stem + (++_names).ToString(CultureInfo.InvariantCulture);

    private bool Chance(int of) => _random.Next(of) == 0;
}
