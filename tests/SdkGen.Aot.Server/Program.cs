using SdkGen.Testing;

// Writes its address on the first line, serves until standard input ends.
await using var server = await LlmEmulator.StartAsync();
server.Chat.When(chat => chat.Model == "gpt-4.1-mini")
    .CallsTool("GetForecast", """{"city":"Paris"}""")
    .Replies(chat => $"The service says: {chat.ToolResults[^1]}. Take an umbrella with you.");
server.Chat.When(chat => chat.Model == "gpt-4.1").Fails(503);
server.Chat.When(chat => chat.Model == "gpt-4o").Replies("Here instead.");
server.Chat.Replies("All of it.");

Console.WriteLine(server.OpenAIUrl);
await Console.In.ReadToEndAsync();
