using Npgsql;

namespace TeamAccess.Store.Postgres.Units;

/// <summary>One parameterized statement; nothing from outside is ever part of the text.</summary>
internal readonly record struct Statement(string Sql, params object[] Values)
{
    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(Sql);
        foreach (var value in Values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
