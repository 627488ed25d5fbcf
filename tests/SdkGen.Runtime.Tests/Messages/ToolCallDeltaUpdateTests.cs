namespace SdkGen.Runtime.Tests.Messages;

public class ToolCallDeltaUpdateTests
{
    private static readonly string[] s_pieces = ["{\"ci", "ty\": \"Os", "lo\", \"da", "ys\": 1", "4", "}"];

    private static readonly string?[] s_snapshots =
        ["{}", """{"city":"Os"}""", """{"city":"Oslo"}""", """{"city":"Oslo"}""", """{"city":"Oslo"}""", """{"city":"Oslo","days":14}"""];

    [Fact]
    public void Each_update_shows_the_arguments_so_far()
    {
        Updates().Select(update => update.Snapshot?.ToString()).ShouldBe(s_snapshots);
    }

    [Fact]
    public void Looking_late_or_twice_shows_what_the_update_knew()
    {
        var updates = Updates();
        updates[5].Snapshot!.ToString().ShouldBe(s_snapshots[5]);
        updates[1].Snapshot!.ToString().ShouldBe(s_snapshots[1]);
        updates[1].Snapshot!.ToString().ShouldBe(s_snapshots[1]);
        updates[4].Snapshot!.ToString().ShouldBe(s_snapshots[4]);
    }

    [Fact]
    public void Each_piece_is_read_once_however_many_there_are()
    {
        var progress = new ToolCallProgress();
        var text = "{\"note\": \"" + new string('x', 100_000) + "\", \"items\": [" + string.Join(",", Enumerable.Range(0, 10_000)) + "]}";
        var before = GC.GetAllocatedBytesForCurrentThread();
        var looks = 0L;
        for (var at = 0; at < text.Length; at += 2)
        {
            var piece = text[at..Math.Min(at + 2, text.Length)];
            looks += new ToolCallDeltaUpdate { ArgumentsDelta = piece, Progress = progress, Pieces = progress.Add(piece) }.Snapshot!.Members.Count;
        }

        looks.ShouldBeGreaterThan(text.Length / 2);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(300L * text.Length);
    }

    [Fact]
    public void A_surrogate_pair_may_be_cut_between_pieces()
    {
        var progress = new ToolCallProgress();
        var updates = new[] { "[\"a\ud83d", "\ude00\"]" }.Select(piece => new ToolCallDeltaUpdate { ArgumentsDelta = piece, Progress = progress, Pieces = progress.Add(piece) }).ToArray();
        updates[0].Snapshot!.ToString().ShouldBe("[\"a\"]");
        updates[1].Snapshot!.Items[0].Text.ShouldBe("a\ud83d\ude00");
    }

    [Fact]
    public void An_update_without_progress_shows_nothing() => new ToolCallDeltaUpdate { ArgumentsDelta = "{}" }.Snapshot.ShouldBeNull();

    private static ToolCallDeltaUpdate[] Updates()
    {
        var progress = new ToolCallProgress();
        return [.. s_pieces.Select(piece => new ToolCallDeltaUpdate { ArgumentsDelta = piece, Progress = progress, Pieces = progress.Add(piece) })];
    }
}
