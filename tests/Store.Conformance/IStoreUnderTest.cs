using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance;

/// <summary>An engine as the suite needs it: a fresh, empty store for each test.</summary>
public interface IStoreUnderTest : IAsyncDisposable
{
    Task<IStore> OpenAsync();
}
