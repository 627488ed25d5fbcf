namespace SdkGen.Testing.Dialects.BedrockConverse;

/// <summary><c>GET foundation-models</c>.</summary>
internal static class BedrockModelSummaries
{
    public static byte[] Write(IEnumerable<string> models) => Utf8Json.Object(json =>
    {
        json.WriteStartArray("modelSummaries");
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("modelArn", $"arn:aws:bedrock:us-east-1::foundation-model/{model}");
            json.WriteString("modelId", model);
            json.WriteString("modelName", model);
            json.WriteString("providerName", model.Split('.')[0]);
            json.WriteBoolean("responseStreamingSupported", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
