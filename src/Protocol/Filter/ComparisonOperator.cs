namespace TeamAccess.Protocol.Filter;

/// <summary>The comparing operators of RFC 7644 Table 3; the names are the keywords.</summary>
public enum ComparisonOperator
{
    Eq,
    Ne,
    Co,
    Sw,
    Ew,
    Gt,
    Ge,
    Lt,
    Le,
}
