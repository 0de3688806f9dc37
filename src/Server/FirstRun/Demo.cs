using TeamAccess.Domain.Administration;

namespace TeamAccess.Server.FirstRun;

/// <summary>Sets the demo up before the server answers, and welcomes whoever started it once it does.</summary>
internal static class Demo
{
    public static async Task InstallAsync(DemoInstallation demo, FirstRunFile file, CancellationToken cancellationToken)
    {
        if (!await demo.IsInstalledAsync(cancellationToken))
        {
            var credentials = demo.Prepare();
            file.Prepare(credentials.Revealed);
            await demo.InstallAsync(credentials, cancellationToken);
        }
    }

    public static void Welcome(FirstRunFile file, TextWriter output)
    {
        var content = file.Publish();
        if (content is null)
        {
            output.WriteLine(
                $"""

                TeamAccess is running. The demo was set up earlier, and {file.FullName} is gone:
                its tokens are kept nowhere else. Stop the server and start it with an empty data directory for new ones.
                Stop it: Ctrl+C
                """);
            return;
        }

        output.WriteLine(
            $"""

            TeamAccess is running, with workspace "{content.Workspace}" to try.

              For an identity provider
                SCIM base URL   {content.ScimBaseUrl}
                Bearer token    {content.ScimToken}

              For the owner, over gRPC
                Address         {content.GrpcAddress}
                Bearer token    {content.OwnerToken}

              The same for programs: {file.FullName}
              Stop it: Ctrl+C
            """);
    }
}
