using System.Buffers;
using System.ClientModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;
using OpenAI.Chat;
using SdkGen.Dialects.OpenAIChat;
using SdkGen.Transport;

namespace SdkGen.Benchmarks.ColdStart;

/// <summary>The first call of a process, with ten tools, over a socket.</summary>
internal static class ColdCalls
{
    /// <summary>The limit: the schemas as a constant, a request written and an answer read for this one purpose.</summary>
    public static async Task ByHandAsync(string url)
    {
        using var http = new HttpClient();
        await CallByHandAsync(http, url).ConfigureAwait(false);
    }

    /// <summary>The same in an application that takes its HTTP clients from the factory, as it should.</summary>
    public static async Task ByHandFromContainerAsync(string url)
    {
        var services = new ServiceCollection();
        services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false, UseCookies = false });
        await using var provider = services.BuildServiceProvider();
        await CallByHandAsync(provider.GetRequiredService<IHttpClientFactory>().CreateClient("api"), url).ConfigureAwait(false);
    }

    /// <summary>The peer, without a container.</summary>
    public static async Task OfPackageAsync(string url)
    {
        var chat = new ChatClient("gpt-4o", new ApiKeyCredential("k"), new OpenAIClientOptions { Endpoint = new Uri(url) });
        var options = new ChatCompletionOptions();
        foreach (var method in typeof(TenTools).GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public))
        {
            var tool = AIFunctionFactory.Create(method, target: null);
            options.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText())));
        }

        var response = await chat.CompleteChatAsync([new UserChatMessage("Hello")], options).ConfigureAwait(false);
        Check(response.Value.Content[0].Text);
    }

    /// <summary>SdkGen on an HTTP client of the caller's own.</summary>
    public static async Task OnHttpClientAsync(string url)
    {
        using var http = new HttpClient();
        var connection = new ProviderConnection(() => http, OpenAIProvider.Profile, new ProviderOptions { ApiKey = "k", BaseUrl = url });
        using var chat = OpenAIChatDialect.Instance.CreateChatClient(connection, Listed(OpenAIModels.Gpt4o.Id));
        var response = await chat.GetResponseAsync("Hello", new ChatOptions { Tools = [.. TenToolsTools.All] }).ConfigureAwait(false);
        Check(response.Text);
    }

    /// <summary>SdkGen as an application has it.</summary>
    public static async Task FromContainerAsync(string url)
    {
        var services = new ServiceCollection();
        services.AddLlm(llm => llm.AddOpenAI(options => (options.ApiKey, options.BaseUrl) = ("k", url)));
        await using var provider = services.BuildServiceProvider();
        var chat = provider.GetRequiredService<IChatClient<OpenAIModels.Gpt4o>>();
        var response = await chat.GetResponseAsync("Hello", new ChatOptions { Tools = [.. TenToolsTools.All] }).ConfigureAwait(false);
        Check(response.Text);
    }

    private static ModelFacts Listed(string id)
    {
        foreach (var model in OpenAIProvider.Profile.Models)
        {
            if (model.Id == id)
                return model;
        }

        throw new InvalidOperationException($"{id} is not listed.");
    }

    private static async Task CallByHandAsync(HttpClient http, string url)
    {
        var tool = """{"type":"function","function":{"name":"FindWeather","description":"Finds what a person has under weather.","parameters":{"type":"object","properties":{"query":{"description":"Words to look for.","type":"string"},"limit":{"description":"How many results at most.","type":"integer","default":10},"recent":{"description":"Whether newer ones go first.","type":"boolean","default":true}},"required":["query"]}}}"""u8.ToArray();
        var body = new ArrayBufferWriter<byte>(8192);
        using (var writer = new Utf8JsonWriter(body, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("model"u8, "gpt-4o");
            writer.WriteStartArray("messages"u8);
            writer.WriteStartObject();
            writer.WriteString("role"u8, "user"u8);
            writer.WriteString("content"u8, "Hello");
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteStartArray("tools"u8);
            for (var i = 0; i < 10; i++)
                writer.WriteRawValue(tool, skipInputValidation: true);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        using var content = new ReadOnlyMemoryContent(body.WrittenMemory);
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, url + "chat/completions") { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer k");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        Check(Text(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
    }

    private static string Text(byte[] answer)
    {
        var reader = new Utf8JsonReader(answer);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("content"u8))
                continue;
            reader.Read();
            return reader.GetString() ?? "";
        }

        return "";
    }

    private static void Check(string text)
    {
        if (text != "Hi")
            throw new InvalidOperationException($"The answer is '{text}'.");
    }
}
