using System.Reflection;
using Microsoft.Extensions.AI;

namespace SdkGen.Pipeline.Tests.Guard;

/// <summary>Generated options survive a copy: their type, and everything that they set.</summary>
public class ClonedOptionsTests
{
    private static readonly Type[] s_all = [.. typeof(OpenAIModels).Assembly.GetExportedTypes().Where(type => type is { Name: "Options", IsAbstract: false } && typeof(ModelOptions).IsAssignableFrom(type))];

    [Fact]
    public void Every_options_class_copies_its_type_and_its_settings()
    {
        s_all.Length.ShouldBeGreaterThan(300);
        foreach (var type in s_all)
        {
            var options = (ChatOptions)Activator.CreateInstance(type)!;
            var set = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanWrite && !property.IsDefined(typeof(ObsoleteAttribute)) && Sample(property.PropertyType) is not null)
                .ToArray();
            foreach (var property in set)
                property.SetValue(options, Sample(property.PropertyType));

            var copy = options.Clone();

            copy.ShouldBeOfType(type);
            copy.AdditionalProperties?.ShouldNotBeSameAs(options.AdditionalProperties);
            foreach (var property in set)
                property.GetValue(copy).ShouldBe(property.GetValue(options).ShouldNotBeNull($"{type}.{property.Name}"), $"{type}.{property.Name}");
        }
    }

    /// <summary>A value of a property's type; null for types of which none is made here.</summary>
    private static object? Sample(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum)
            return Enum.GetValues(plain).GetValue(0);
        if (plain == typeof(IList<string>))
            return new List<string> { "a" };
        return plain == typeof(string) ? "text"
            : plain == typeof(bool) ? true
            : plain == typeof(int) ? 3
            : plain == typeof(long) ? 4L
            : plain == typeof(double) ? 0.5
            : plain == typeof(float) ? 0.25f
            : null;
    }
}
