using Acme.Llm;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ProviderPackageApp;
using SdkGen;
using SdkGen.Testing;

await using var server = await LlmEmulator.StartAsync();
server.Chat.Replies("Hello from the package.").Replies("Hello from the branch.");

var services = new ServiceCollection();
services.AddLlm(llm => llm
    .AddAcme(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any"))
    .AddBranch(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any")));
await using var provider = services.BuildServiceProvider();

var writer = await provider.GetRequiredService<IChatClient<AcmeModels.Writer>>().GetResponseAsync("Hello?", new AcmeModels.Writer.Options { MaxOutputTokens = 10 });
Console.WriteLine($"{typeof(AcmeModels.Writer)}: {writer.Text}");
var clerk = provider.GetRequiredService<IChatClient<BranchModels.Clerk>>();
Console.WriteLine($"{typeof(BranchModels.Clerk)}: context {clerk.GetService<ModelFacts>()!.Context}, {(await clerk.GetResponseAsync("Hello?")).Text}");
