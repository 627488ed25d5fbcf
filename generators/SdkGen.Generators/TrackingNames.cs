namespace SdkGen.Generators;

/// <summary>Names of the steps of every generator, so that tests can assert why each ran.</summary>
internal static class TrackingNames
{
    public const string Tools = nameof(Tools);
    public const string AskedTools = nameof(AskedTools);
    public const string ToolNaming = nameof(ToolNaming);
    public const string InterceptedCalls = nameof(InterceptedCalls);
    public const string Interception = nameof(Interception);
    public const string InterceptedFunctions = nameof(InterceptedFunctions);
    public const string ToolHosts = nameof(ToolHosts);
    public const string SchemaProfiles = nameof(SchemaProfiles);
    public const string Project = nameof(Project);
    public const string SpecTexts = nameof(SpecTexts);
    public const string SpecIndex = nameof(SpecIndex);
    public const string Resolved = nameof(Resolved);
    public const string Specs = nameof(Specs);
    public const string Dialects = nameof(Dialects);
    public const string Providers = nameof(Providers);
    public const string AnyOfMethods = nameof(AnyOfMethods);
    public const string AnyOfClasses = nameof(AnyOfClasses);
    public const string Catalog = nameof(Catalog);
    public const string Schemas = nameof(Schemas);
    public const string LinkedSchemas = nameof(LinkedSchemas);
    public const string Validators = nameof(Validators);
    public const string SchemaTypes = nameof(SchemaTypes);
}
