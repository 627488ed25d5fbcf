using System.Runtime.InteropServices;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Transport;

public class JsonBodyTests
{
    [Fact]
    public async Task Memory_is_given_back_only_when_nobody_sends_it_any_more()
    {
        var body = JsonBody.From(new Note { Text = "hello" }, NoteCodec.Instance);
        var length = body.Bytes.Length;
        length.ShouldBeGreaterThan(0);
        using var stream = new SlowStream();
        var sending = body.CopyToAsync(stream, TestContext.Current.CancellationToken);
        body.Dispose();
        body.Dispose();
        body.Bytes.Length.ShouldBe(length);

        stream.Gate.SetResult();
        await sending;
        body.Bytes.Length.ShouldBe(0);
    }

    [Fact]
    public void The_next_body_of_a_kind_has_room_for_as_much_from_the_start()
    {
        var codec = new NoteCodec();
        JsonBody.From(new Note { Text = new string('x', 50_000) }, codec).Dispose();
        using var next = JsonBody.From(new Note { Text = "hello" }, codec);

        MemoryMarshal.TryGetArray(next.Bytes, out var array).ShouldBeTrue();
        array.Array!.Length.ShouldBeGreaterThan(50_000);
    }

    private sealed class SlowStream : MemoryStream
    {
        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await Gate.Task.WaitAsync(cancellationToken);
    }
}
