namespace SdkGen.Telemetry;

/// <summary>The names of OpenTelemetry's conventions for generative AI, 1.41.1, and those of the development version where it says otherwise.</summary>
internal static class GenAI
{
    public const string SchemaUrl = "https://opentelemetry.io/schemas/1.41.1";
    public const string LatestSchemaUrl = "https://opentelemetry.io/schemas/gen-ai/1.42.0";

    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string ConversationId = "gen_ai.conversation.id";
    public const string OutputType = "gen_ai.output.type";
    public const string ErrorType = "error.type";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";

    public const string InputMessages = "gen_ai.input.messages";
    public const string OutputMessages = "gen_ai.output.messages";
    public const string SystemInstructions = "gen_ai.system_instructions";
    public const string ToolDefinitions = "gen_ai.tool.definitions";

    public const string OperationDetailsEvent = "gen_ai.client.inference.operation.details";
    public const string ExceptionEvent = "gen_ai.client.operation.exception";
    public const string ExceptionType = "exception.type";
    public const string ExceptionMessage = "exception.message";
    public const string ExceptionStackTrace = "exception.stacktrace";

    /// <summary>Values of <see cref="OperationName"/>.</summary>
    public static class Operations
    {
        public const string Chat = "chat";
        public const string ExecuteTool = "execute_tool";
        public const string InvokeAgent = "invoke_agent";
        public const string InvokeWorkflow = "invoke_workflow";
    }

    public static class Request
    {
        public const string Model = "gen_ai.request.model";
        public const string Stream = "gen_ai.request.stream";
        public const string Seed = "gen_ai.request.seed";
        public const string FrequencyPenalty = "gen_ai.request.frequency_penalty";
        public const string PresencePenalty = "gen_ai.request.presence_penalty";
        public const string MaxTokens = "gen_ai.request.max_tokens";
        public const string StopSequences = "gen_ai.request.stop_sequences";
        public const string Temperature = "gen_ai.request.temperature";
        public const string TopK = "gen_ai.request.top_k";
        public const string TopP = "gen_ai.request.top_p";

        /// <summary>Development version only.</summary>
        public const string ReasoningLevel = "gen_ai.request.reasoning.level";
    }

    public static class Response
    {
        public const string Id = "gen_ai.response.id";
        public const string Model = "gen_ai.response.model";
        public const string FinishReasons = "gen_ai.response.finish_reasons";
        public const string TimeToFirstChunk = "gen_ai.response.time_to_first_chunk";
    }

    public static class Usage
    {
        public const string InputTokens = "gen_ai.usage.input_tokens";
        public const string OutputTokens = "gen_ai.usage.output_tokens";
        public const string CacheRead = "gen_ai.usage.cache_read.input_tokens";
        public const string CacheCreation = "gen_ai.usage.cache_creation.input_tokens";

        /// <summary>The development version's name of <see cref="CacheCreation"/>.</summary>
        public const string CacheWrite = "gen_ai.usage.cache_write.input_tokens";
        public const string Reasoning = "gen_ai.usage.reasoning.output_tokens";
    }

    public static class Token
    {
        public const string Type = "gen_ai.token.type";
        public const string Modality = "gen_ai.token.modality";
    }

    public static class Tool
    {
        public const string Name = "gen_ai.tool.name";
        public const string Description = "gen_ai.tool.description";
        public const string Type = "gen_ai.tool.type";
        public const string CallId = "gen_ai.tool.call.id";
        public const string CallArguments = "gen_ai.tool.call.arguments";
        public const string CallResult = "gen_ai.tool.call.result";
    }

    public static class Agent
    {
        public const string Id = "gen_ai.agent.id";
        public const string Name = "gen_ai.agent.name";
        public const string Description = "gen_ai.agent.description";
        public const string Version = "gen_ai.agent.version";
    }

    /// <summary>Metrics of 1.41.1.</summary>
    public static class Metrics
    {
        public const string TokenUsage = "gen_ai.client.token.usage";
        public const string Duration = "gen_ai.client.operation.duration";
        public const string TimeToFirstChunk = "gen_ai.client.operation.time_to_first_chunk";
        public const string TimePerOutputChunk = "gen_ai.client.operation.time_per_output_chunk";
    }

    /// <summary>Metrics of the development version.</summary>
    public static class LatestMetrics
    {
        public const string Duration = "gen_ai.client.inference.duration";
        public const string TimeToFirstChunk = "gen_ai.client.inference.time_to_first_chunk";
        public const string TimePerOutputChunk = "gen_ai.client.inference.time_per_output_chunk";
        public const string InputTokens = "gen_ai.client.inference.usage.input_tokens";
        public const string OutputTokens = "gen_ai.client.inference.usage.output_tokens";
        public const string CacheReadTokens = "gen_ai.client.inference.usage.cache_read.input_tokens";
        public const string CacheWriteTokens = "gen_ai.client.inference.usage.cache_write.input_tokens";
        public const string ReasoningTokens = "gen_ai.client.inference.usage.reasoning.output_tokens";
        public const string OperationInputTokens = "gen_ai.client.inference.operation.input_tokens";
        public const string OperationOutputTokens = "gen_ai.client.inference.operation.output_tokens";
        public const string AgentDuration = "gen_ai.invoke_agent.duration";
        public const string ToolDuration = "gen_ai.execute_tool.duration";
    }
}
