using System.Runtime.InteropServices;

namespace SdkGen.Dialects;

/// <summary>Vectors as services write them.</summary>
internal static class Vectors
{
    /// <summary>A vector of numbers.</summary>
    public static float[] Of(IList<double> numbers)
    {
        var vector = new float[numbers.Count];
        for (var i = 0; i < vector.Length; i++)
            vector[i] = (float)numbers[i];
        return vector;
    }

    /// <summary>A vector in Base64: 32-bit floats, little-endian.</summary>
    /// <returns>Null where the text is none.</returns>
    public static float[]? Of(string? base64)
    {
        if (string.IsNullOrEmpty(base64))
            return null;
        var bytes = new byte[base64.Length / 4 * 3];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length == 0 || length % sizeof(float) != 0)
            return null;
        var vector = new float[length / sizeof(float)];
        if (BitConverter.IsLittleEndian)
        {
            bytes.AsSpan(0, length).CopyTo(MemoryMarshal.AsBytes(vector.AsSpan()));
            return vector;
        }

        for (var i = 0; i < vector.Length; i++)
            vector[i] = System.Buffers.Binary.BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        return vector;
    }
}
