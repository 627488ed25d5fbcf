using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>A property of options that is given a value.</summary>
/// <param name="Property">The property.</param>
/// <param name="Value">What it is given.</param>
/// <param name="Location">Its name, where it is written.</param>
/// <param name="IsInitial">It stands in the object initialiser.</param>
internal sealed record OptionWrite(IPropertySymbol Property, IOperation Value, Location Location, bool IsInitial)
{
    /// <summary>It may be given null, which sets nothing: only that it is written is known.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>Where to speak of it instead; null where it is spoken of where it stands.</summary>
    public Location? Elsewhere { get; init; }

    /// <summary>Where to speak of it.</summary>
    public Location Place => Elsewhere ?? Location;
}

/// <summary>Finds what an options object is given before it is passed on.</summary>
internal static class OptionWrites
{
    /// <summary>What an object initialiser sets; nothing of what it sets to null.</summary>
    public static ImmutableArray<OptionWrite> Of(IObjectCreationOperation creation)
    {
        var writes = new Collector();
        foreach (var initializer in creation.Initializer?.Initializers ?? [])
            writes.Add(initializer, isInitial: true);
        return writes.All;
    }

    /// <summary>What the initialiser sets and what is set on the variables that the object goes through, on every way to the call; none that is also set to null.</summary>
    /// <param name="creation">The options.</param>
    /// <param name="passed">The options as the call has them.</param>
    /// <param name="steps">What lies between the two.</param>
    public static ImmutableArray<OptionWrite> Of(IObjectCreationOperation creation, IOperation passed, IReadOnlyList<IOperation> steps)
    {
        var writes = new Collector();
        foreach (var initializer in creation.Initializer?.Initializers ?? [])
            writes.Add(initializer, isInitial: true);
        foreach (var step in steps)
        {
            if (step is ILocalReferenceOperation local)
                AddLater(writes, local, passed);
            else if (step is IFieldReferenceOperation field)
                ClearChanged(writes, field, passed);
        }

        return writes.All;
    }

    private static void AddLater(Collector writes, ILocalReferenceOperation local, IOperation passed)
    {
        foreach (var operation in ValueFlow.Root(local).Descendants())
        {
            if (operation is not ILocalReferenceOperation used || !SymbolEqualityComparer.Default.Equals(used.Local, local.Local))
                continue;
            if (IsHandedElsewhere(used, passed))
                writes.ClearAll();
            if (used.Parent is not IPropertyReferenceOperation property || property.Instance != used)
                continue;
            if (property.Parent is ISimpleAssignmentOperation assignment && assignment.Target == property && (Collector.IsNothing(assignment.Value) || Precedes(assignment, passed)))
                writes.Add(assignment, isInitial: false);
            else if (ChangedValue.Is(property) && (property.Syntax.SpanStart < passed.Syntax.SpanStart || ValueFlow.Function(property) != ValueFlow.Function(passed)))
                writes.Clear(property.Property.Name);
        }
    }

    /// <summary>Whether a method of somebody else has the options before the call, and may set what it likes.</summary>
    private static bool IsHandedElsewhere(IOperation used, IOperation passed)
    {
        while (used.Parent is IConversionOperation conversion)
            used = conversion;
        return used.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } call }
            && ChangedValue.IsSomebodyElses(method) && call.Syntax.SpanStart < passed.Syntax.SpanStart && !call.Syntax.Span.Contains(passed.Syntax.Span);
    }

    /// <summary>A field is read and written by many methods: what any of them sets is not judged.</summary>
    private static void ClearChanged(Collector writes, IFieldReferenceOperation field, IOperation passed)
    {
        foreach (var name in MemberNames.Of(field.Field))
        {
            ExpressionSyntax owner = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } qualified ? qualified : name;
            if (owner.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var property } access && access.Expression == owner && ChangedValue.Is(access))
                writes.Clear(property);
            else if (owner.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && !call.Span.Contains(passed.Syntax.Span) && !IsRequest(call, field))
                writes.ClearAll();
        }
    }

    /// <summary>Whether a call hands options to a client, which changes nothing of them.</summary>
    private static bool IsRequest(InvocationExpressionSyntax call, IFieldReferenceOperation field) => call.SyntaxTree == field.Syntax.SyntaxTree
        && field.SemanticModel?.GetSymbolInfo(call).Symbol is IMethodSymbol method && !ChangedValue.IsSomebodyElses(method);

    /// <summary>Whether an assignment is made whenever the call is: it stands before it, in a block around it, and in no other function.</summary>
    private static bool Precedes(IOperation assignment, IOperation passed)
    {
        if (assignment.Syntax.SpanStart > passed.Syntax.SpanStart || ValueFlow.Function(assignment) is { } function && !function.Syntax.Span.Contains(passed.Syntax.Span))
            return false;
        var block = assignment.Syntax.FirstAncestorOrSelf<StatementSyntax>()?.Parent;
        return block is not null && block.Span.Contains(passed.Syntax.Span);
    }

    private sealed class Collector
    {
        private readonly List<OptionWrite> _writes = [];
        private readonly HashSet<string> _cleared = new(StringComparer.Ordinal);

        private bool _isUnknown;

        public ImmutableArray<OptionWrite> All
        {
            get
            {
                if (_isUnknown)
                    return [];
                var uncertain = default(HashSet<string>);
                foreach (var write in _writes)
                {
                    if (ValueFlow.MayBeNull(write.Value))
                        (uncertain ??= new(StringComparer.Ordinal)).Add(write.Property.Name);
                }

                return uncertain is null && _cleared.Count == 0
                    ? [.. _writes]
                    : [.. _writes.Where(write => !_cleared.Contains(write.Property.Name)).Select(write => uncertain?.Contains(write.Property.Name) == true ? write with { IsUncertain = true } : write)];
            }
        }

        public void ClearAll() => _isUnknown = true;

        public void Clear(string property) => _cleared.Add(property);

        public void Add(IOperation operation, bool isInitial)
        {
            if (operation is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment)
                return;
            if (IsNothing(assignment.Value))
            {
                _cleared.Add(target.Property.Name);
                return;
            }

            // What is set later takes the place of what was set before.
            if (!isInitial)
                _writes.RemoveAll(write => write.Property.Name == target.Property.Name);
            _writes.Add(new OptionWrite(target.Property, assignment.Value, NameOf(target.Syntax), isInitial));
        }

        public static bool IsNothing(IOperation value) => Unwrapped(value) switch
        {
            { ConstantValue: { HasValue: true, Value: null } } => true,
            IDefaultValueOperation => true,
            ICollectionExpressionOperation { Elements.IsEmpty: true } => true,
            _ => false,
        };

        private static IOperation Unwrapped(IOperation operation)
        {
            while (operation is IConversionOperation conversion)
                operation = conversion.Operand;
            return operation;
        }

        private static Location NameOf(SyntaxNode target) => target is MemberAccessExpressionSyntax access ? access.Name.GetLocation() : target.GetLocation();
    }
}
