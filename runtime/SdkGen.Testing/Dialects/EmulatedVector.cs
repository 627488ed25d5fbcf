using System.Text;

namespace SdkGen.Testing.Dialects;

/// <summary>A vector for a text: of length 1, the same each time, and another for another text.</summary>
internal static class EmulatedVector
{
    public static float[] Of(string text, int dimensions)
    {
        // FNV-1a begins a sequence that needs no seed of the process.
        var state = 14695981039346656037UL;
        foreach (var unit in Encoding.UTF8.GetBytes(text))
            state = (state ^ unit) * 1099511628211UL;

        var vector = new float[dimensions];
        var square = 0.0;
        for (var i = 0; i < dimensions; i++)
        {
            state = (state * 6364136223846793005UL) + 1442695040888963407UL;
            vector[i] = ((state >> 40) / (float)(1 << 24)) - 0.5f;
            square += vector[i] * vector[i];
        }

        var length = (float)Math.Sqrt(square);
        for (var i = 0; i < dimensions && length > 0; i++)
            vector[i] /= length;
        return vector;
    }

    /// <summary>Little-endian, as services write it.</summary>
    public static byte[] Bytes(float[] vector)
    {
        var bytes = new byte[vector.Length * sizeof(float)];
        for (var i = 0; i < vector.Length; i++)
            System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
        return bytes;
    }
}
