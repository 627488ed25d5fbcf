namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>LLM2002: a client interface over a model that it does not fit.</summary>
public class ClientInterfaceTests
{
    private const string ImageModel =
        "LLM2002 acme-image-2 does not produce text. Models of Acme that do: AcmeModels.AcmeOmni, AcmeModels.Acme2Plain, AcmeModels.Acme2, AcmeModels.Acme2Mini. "
        + "acme-image-2 itself is used as IImageGenerator<AcmeModels.AcmeImage2>.";

    /// <summary>A combination fits where each of its members does.</summary>
    [Fact]
    public Task A_member_of_a_combination() => AnalyzedCode.ShouldReportAsync(
        "using Models; class C(⟦IChatClient<AnyOf<AcmeModels.Acme2, AcmeModels.AcmeImage2>>⟧ chat, IChatClient<AnyOf<AcmeModels.Acme2, AcmeModels.AcmeOmni>> fine) { object M() => (chat, fine); }",
        "LLM2002 acme-image-2 does not produce text. Models of Acme that do: AcmeModels.AcmeOmni, AcmeModels.Acme2Plain, AcmeModels.Acme2, AcmeModels.Acme2Mini. acme-image-2 itself is used as IImageGenerator<AcmeModels.AcmeImage2>.");

    [Theory]
    [InlineData("class C(⟦IChatClient<AcmeModels.AcmeImage2>⟧ chat) { public object Chat => chat; }")]
    [InlineData("class C { public ⟦IChatClient<AcmeModels.AcmeImage2>⟧? Chat; }")]
    [InlineData("class C { public ⟦IChatClient<AcmeModels.AcmeImage2>⟧? Chat { get; set; } }")]
    [InlineData("class C { ⟦IChatClient<AcmeModels.AcmeImage2>⟧? M() => null; }")]
    [InlineData("class C { void M(SdkGen.⟦IChatClient<AcmeModels.AcmeImage2>⟧ chat) { } }")]
    [InlineData("class C { void M() { ⟦IChatClient<AcmeModels.AcmeImage2>⟧? chat = null; _ = chat; } }")]
    [InlineData("class C { Type T => typeof(⟦IChatClient<AcmeModels.AcmeImage2>⟧); }")]
    [InlineData("class C { List<⟦IChatClient<AcmeModels.AcmeImage2>⟧> All = []; }")]
    [InlineData("class C { object M(IServiceProvider services) => (⟦IChatClient<AcmeModels.AcmeImage2>⟧)services.GetService(typeof(object))!; }")]
    [InlineData("interface I : ⟦IChatClient<AcmeModels.AcmeImage2>⟧;")]
    [InlineData("delegate void D(⟦IChatClient<AcmeModels.AcmeImage2>⟧ chat);")]
    [InlineData("class C<T> where T : ⟦IChatClient<AcmeModels.AcmeImage2>⟧;")]
    public Task A_chat_client_of_an_image_model(string code) => AnalyzedCode.ShouldReportAsync("using Models;" + code, ImageModel);

    [Fact]
    public Task An_alias_counts_once() =>
        AnalyzedCode.ShouldReportAsync("using Chat = SdkGen.⟦IChatClient<Models.AcmeModels.AcmeImage2>⟧; class C(Chat chat) { public Chat Same => chat; }", ImageModel);

    [Fact]
    public Task An_aliased_model() =>
        AnalyzedCode.ShouldReportAsync("using Image = Models.AcmeModels.AcmeImage2; class C { ⟦IChatClient<Image>⟧? chat; }", ImageModel);

    [Fact]
    public Task An_image_generator_of_a_text_model() => AnalyzedCode.ShouldReportAsync(
        "using Models; class C(⟦IImageGenerator<AcmeModels.Acme2Mini>⟧ images) { public object Images => images; }",
        "LLM2002 acme-2-mini does not produce images. Models of Acme that do: AcmeModels.AcmeImage1, AcmeModels.AcmeImage2. acme-2-mini itself is used as IChatClient<AcmeModels.Acme2Mini>.");

    [Fact]
    public Task A_model_whose_images_come_from_another_operation() => AnalyzedCode.ShouldReportAsync(
        "using Models; class C { ⟦IImageGenerator<AcmeModels.AcmeOmni>⟧? images; }",
        "LLM2002 acme-omni does not have an operation for IImageGenerator. Models of Acme that do: AcmeModels.AcmeImage1, AcmeModels.AcmeImage2. acme-omni itself is used as IChatClient<AcmeModels.AcmeOmni>.");

    [Theory]
    [InlineData("ISpeechToTextClient", "have an operation for ISpeechToTextClient")]
    [InlineData("ITextToSpeechClient", "produce audio")]
    [InlineData("IRealtimeClient", "produce audio")]
    [InlineData("IVideoGenerator", "produce video")]
    public Task Other_kinds_of_clients_over_a_model_that_chats(string client, string missing) => AnalyzedCode.ShouldReportAsync(
        $"using Models; class C {{ ⟦{client}<BareModels.Bare>⟧? client; }}",
        $"LLM2002 bare does not {missing}. No model of Bare in BareModels does. bare itself is used as IChatClient<BareModels.Bare>.");

    [Fact]
    public Task No_other_model_to_name() => AnalyzedCode.ShouldReportAsync(
        "using Models; class C { ⟦IImageGenerator<BareModels.Bare>⟧? images; }",
        "LLM2002 bare does not produce images. No model of Bare in BareModels does. bare itself is used as IChatClient<BareModels.Bare>.");

    [Theory]
    [InlineData("class C(IChatClient<AcmeModels.Acme2> chat, IImageGenerator<AcmeModels.AcmeImage2> images) { object P => (chat, images); }")]
    [InlineData("class C { IChatClient<AcmeModels.AcmeMystery>? chat; IImageGenerator<AcmeModels.AcmeMystery>? images; }")]
    [InlineData("class C<TModel>(IChatClient<TModel> chat) where TModel : IModel { object P => chat; }")]
    [InlineData("class C { Type T => typeof(IChatClient<>); }")]
    [InlineData("namespace Other { interface IChatClient<T>; class C { IChatClient<AcmeModels.AcmeImage2>? chat; } }")]
    [InlineData("class C { List<AcmeModels.AcmeImage2> models = []; }")]
    [InlineData("sealed class Unmarked : IModel; class C { IChatClient<Unmarked>? chat; }")]
    public Task Near_misses(string code) => AnalyzedCode.ShouldBeSilentAsync("using Models;" + code);
}
