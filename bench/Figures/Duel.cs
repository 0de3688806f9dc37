using System.Globalization;

namespace TeamAccess.Figures;

/// <summary>
/// Two loads in turn, several times: what the machine does beside it hits both. Rates are medians of the rounds.
/// </summary>
internal sealed record Duel(string Name, double Ours, double Theirs, string Unit)
{
    private const int Rounds = 5;

    public double Ratio => Ours / Theirs;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}: {Ours:N0} {Unit} / {Theirs:N0} {Unit} = {Ratio:F2}");

    /// <param name="ours">Answers a rate; the first round of each only warms up.</param>
    public static async Task<Duel> RunAsync(string name, string unit, Func<Task<double>> ours, Func<Task<double>> theirs)
    {
        var (mine, other) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var first = await ours();
            var second = await theirs();
            if (round > 0)
            {
                mine.Add(first);
                other.Add(second);
            }
        }

        return new Duel(name, Median(mine), Median(other), unit);
    }

    private static double Median(List<double> rates) => rates.Order().ElementAt(rates.Count / 2);
}
