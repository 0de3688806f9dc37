using System.Buffers.Binary;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.Tests.LiteDb;

public sealed class CommitWatchTests
{
    private const uint Marker = 5;
    private const uint Header = 0;

    private readonly CommitWatch watch = new();

    public CommitWatchTests()
    {
        Observe(Marker, transaction: 1, isConfirmed: true);
        watch.LearnMarker(confirmedPages: 1);
    }

    [Fact]
    public void Commit_MarkerThenConfirmedPage_Counts()
    {
        Observe(Marker, transaction: 2, isConfirmed: false);
        Observe(Header, transaction: 2, isConfirmed: true);

        Assert.True(HasCommitted(1));
    }

    [Fact]
    public void Commit_MarkerIsTheConfirmedPage_Counts()
    {
        Observe(Marker, transaction: 2, isConfirmed: true);

        Assert.True(HasCommitted(1));
    }

    [Fact]
    public void Rollback_ConfirmsPagesOfItsOwn_DoesNotCount()
    {
        Observe(9, transaction: 3, isConfirmed: false);
        Observe(Header, transaction: 3, isConfirmed: true);

        Assert.False(HasCommitted(1));
    }

    [Fact]
    public void Commit_MarkerWrittenButNotConfirmed_DoesNotCount()
    {
        Observe(Marker, transaction: 2, isConfirmed: false);
        Observe(Header, transaction: 3, isConfirmed: true);

        Assert.False(HasCommitted(1));
    }

    private void Observe(uint pageId, uint transaction, bool isConfirmed)
    {
        var page = new byte[LitePage.Size];
        BinaryPrimitives.WriteUInt32LittleEndian(page, pageId);
        LitePage.Stamp(page, transaction, isConfirmed);
        watch.Observe(page);
    }

    // A failed watch still lets those go whose commit has passed, and nobody waits.
    private bool HasCommitted(long number)
    {
        watch.Fail(new IOException("No more."));
        return Record.Exception(() => watch.WaitForCommit(number)) is null;
    }
}
