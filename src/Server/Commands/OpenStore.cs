using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Server.Options;
using TeamAccess.Store;
using TeamAccess.Store.LiteDb;
using TeamAccess.Store.Postgres;

namespace TeamAccess.Server.Commands;

/// <summary>A store that a command has opened for itself, without a server around it.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private OpenStore(ServiceProvider services) => this.services = services;

    public IStore Store => services.GetRequiredService<IStore>();

    public IStoreSnapshots Snapshots => services.GetRequiredService<IStoreSnapshots>();

    /// <param name="directory">Of the embedded store, in place of the one of the options.</param>
    public static async Task<OpenStore> OpenAsync(
        ServerOptions options, TokenPepper? pepper, CancellationToken cancellationToken, string? directory = null)
    {
        var builder = new ServiceCollection();
        builder.AddLogging();
        if (options.Postgres is { } database)
        {
            builder.AddPostgresStore(new PostgresOptions
            {
                ConnectionString = database,
                PepperCheck = pepper is null ? null : PepperFile.CheckOf(pepper),
            });
        }
        else
        {
            builder.AddLiteDbStore(new LiteDbOptions { Directory = directory ?? options.Data.FullName });
        }

        var opened = new OpenStore(builder.BuildServiceProvider());
        try
        {
            foreach (var service in opened.services.GetServices<IHostedService>())
            {
                await service.StartAsync(cancellationToken);
            }

            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>One that is there already; a mistyped directory is not made.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static Task<OpenStore> OpenExistingAsync(
        ServerOptions options, TokenPepper? pepper, CancellationToken cancellationToken) =>
        options.Postgres is null && !EmbeddedFiles.AreIn(options.Data.FullName)
            ? throw new CommandException($"There is no store in {options.Data.FullName}.")
            : OpenAsync(options, pepper, cancellationToken);

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
