namespace TeamAccess.Server.FirstRun;

/// <summary>Welcomes whoever started a demo, once the server answers.</summary>
internal static class DemoWelcome
{
    public static void Write(FirstRunFile file, TextWriter output)
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
