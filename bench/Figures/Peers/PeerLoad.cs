using System.Globalization;

namespace TeamAccess.Figures.Peers;

/// <summary>One of the compared servers, filled, and the requests that are compared: all of them plain RFC 7644.</summary>
internal sealed class PeerLoad
{
    private const int FillCallers = 16;
    private const int CallersAtMost = 64;

    private readonly ScimLoad scim;
    private readonly string[] ids;
    private readonly string group;
    private int next;

    private PeerLoad(ScimLoad scim, string[] ids, string group) =>
        (this.scim, this.ids, this.group, next) = (scim, ids, group, ids.Length);

    public static async Task<PeerLoad> PrepareAsync(HttpClient http, int users, int groupSize)
    {
        var scim = new ScimLoad(http);
        var ids = new string[users];
        await Load.EachAsync(FillCallers, Enumerable.Range(0, users), async n => ids[n] = await scim.CreateUserAsync(NameOf(n)));
        var group = await scim.CreateGroupAsync("A group of figures");
        await scim.AddMembersAsync(group, ids[..groupSize]);
        return new PeerLoad(scim, ids, group);
    }

    public int Pick(int caller, int n) => (int)(((n * 7919L) + (caller * 104_729L)) % ids.Length);

    public Task GetAsync(int caller, int n) => scim.GetAsync($"Users/{ids[Pick(caller, n)]}");

    public Task FindAsync(int caller, int n) => scim.FindAsync(NameOf(Pick(caller, n)));

    public Task ListAsync(int startIndex, int count) => scim.GetAsync(
        string.Create(CultureInfo.InvariantCulture, $"Users?startIndex={startIndex}&count={count}"));

    /// <summary>Off, and with the next request of the caller on again.</summary>
    public Task SwitchAsync(int caller, int n) => scim.SetActiveAsync(ids[Own(caller, n / 2)], n % 2 == 1);

    public async Task InAndOutAsync(int caller, int n)
    {
        var user = ids[Own(caller, n)];
        await scim.AddMembersAsync(group, [user]);
        await scim.RemoveMemberAsync(group, user);
    }

    public Task CreateAsync() => scim.CreateUserAsync(NameOf(Interlocked.Increment(ref next)));

    // No caller undoes what another one is about; the group's first members stay.
    private int Own(int caller, int n)
    {
        var (share, first) = ((ids.Length - (ids.Length / 10)) / CallersAtMost, ids.Length / 10);
        return first + (caller * share) + (n % share);
    }

    private static string NameOf(int n) => string.Create(CultureInfo.InvariantCulture, $"person.{n}@figures.test");
}
