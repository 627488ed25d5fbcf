using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SdkGen.Benchmarks;

/// <summary>The limit: what a person would write for exactly these tools, checks included.</summary>
internal static class HandWrittenCalls
{
    private static readonly Utf8JsonWriter s_writer =
        new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public static void Forecast(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(json);
        string? city = null;
        int? days = null;
        bool? metric = null;
        reader.Read();
        Check(reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("city"u8))
            {
                reader.Read();
                city = reader.GetString();
            }
            else if (reader.ValueTextEquals("days"u8))
            {
                reader.Read();
                days = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("metric"u8))
            {
                reader.Read();
                metric = reader.GetBoolean();
            }
            else
            {
                Check(false);
            }
        }

        Check(!reader.Read());
        Check(city is not null && days is not null && metric is not null);
        s_writer.Reset(output);
        s_writer.WriteNumberValue(ToolCalls.Forecast(city!, days!.Value, metric!.Value));
        s_writer.Flush();
    }

    public static void PlaceOrder(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(json);
        Order? order = null;
        reader.Read();
        Check(reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Check(reader.ValueTextEquals("order"u8));
            reader.Read();
            order = ReadOrder(ref reader);
        }

        Check(!reader.Read());
        Check(order is not null);
        var receipt = ToolCalls.PlaceOrder(order!);
        s_writer.Reset(output);
        s_writer.WriteStartObject();
        s_writer.WriteString("customer"u8, receipt.Customer);
        Span<byte> date = stackalloc byte[10];
        receipt.Due.TryFormat(date, out _, "o", CultureInfo.InvariantCulture);
        s_writer.WriteString("due"u8, date);
        s_writer.WriteNumber("total"u8, receipt.Total);
        s_writer.WriteString("priority"u8, receipt.Priority switch { Priority.Low => "Low"u8, Priority.Normal => "Normal"u8, _ => "High"u8 });
        s_writer.WriteNumber("count"u8, receipt.Count);
        s_writer.WriteEndObject();
        s_writer.Flush();
    }

    private static Order ReadOrder(ref Utf8JsonReader reader)
    {
        Check(reader.TokenType == JsonTokenType.StartObject);
        string? customer = null;
        DateOnly? due = null;
        decimal? limit = null;
        Priority? priority = null;
        List<OrderLine>? lines = null;
        Span<char> text = stackalloc char[16];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("customer"u8))
            {
                reader.Read();
                customer = reader.GetString();
            }
            else if (reader.ValueTextEquals("due"u8))
            {
                reader.Read();
                Check(reader.ValueSpan.Length <= 16);
                due = ReadDate(text[..reader.CopyString(text)]);
            }
            else if (reader.ValueTextEquals("limit"u8))
            {
                reader.Read();
                limit = reader.GetDecimal();
            }
            else if (reader.ValueTextEquals("priority"u8))
            {
                reader.Read();
                priority = reader.ValueTextEquals("Low"u8) ? Priority.Low
                    : reader.ValueTextEquals("Normal"u8) ? Priority.Normal
                    : reader.ValueTextEquals("High"u8) ? Priority.High
                    : throw new JsonException();
            }
            else if (reader.ValueTextEquals("lines"u8))
            {
                reader.Read();
                Check(reader.TokenType == JsonTokenType.StartArray);
                lines = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    lines.Add(ReadLine(ref reader));
            }
            else
            {
                Check(false);
            }
        }

        Check(customer is not null && due is not null && limit is not null && priority is not null && lines is not null);
        return new Order(customer!, due!.Value, limit!.Value, priority!.Value, lines!);
    }

    private static DateOnly ReadDate(ReadOnlySpan<char> text)
    {
        Check(text.Length == 10 && text[4] == '-' && text[7] == '-');
        return new DateOnly(Digits(text[..4]), Digits(text[5..7]), Digits(text[8..])); // Throws where there is no such day.
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var c in text)
        {
            Check(char.IsAsciiDigit(c));
            number = (number * 10) + (c - '0');
        }

        return number;
    }

    private static OrderLine ReadLine(ref Utf8JsonReader reader)
    {
        Check(reader.TokenType == JsonTokenType.StartObject);
        string? article = null;
        int? quantity = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("article"u8))
            {
                reader.Read();
                article = reader.GetString();
            }
            else if (reader.ValueTextEquals("quantity"u8))
            {
                reader.Read();
                quantity = reader.GetInt32();
                Check(quantity is >= 1 and <= 1000);
            }
            else
            {
                Check(false);
            }
        }

        Check(article is not null && quantity is not null);
        return new OrderLine(article!, quantity!.Value);
    }

    private static void Check(bool condition)
    {
        if (!condition)
            throw new JsonException();
    }
}
