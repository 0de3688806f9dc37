using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using TeamAccess.Admin.Requests;

namespace TeamAccess.Admin.Tests;

/// <summary>The style rules of the protos, as AIP and buf's STANDARD lint have them.</summary>
public sealed partial class ContractTests
{
    private static readonly IReadOnlyList<MessageDescriptor> Messages =
        [.. Contract.Files.Append(V1.DirectoryReflection.Descriptor).SelectMany(file => file.MessageTypes)];

    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Folder(), "*.proto").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Proto_EveryDeclaration_HasACommentAbove(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder(), file));

        var bare = lines.Where((line, index) =>
            DeclarationPattern().IsMatch(line)
            && !lines[index - 1].TrimStart().StartsWith("// ", StringComparison.Ordinal));

        Assert.Empty(bare);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Proto_Imports_OnlyOurOwnAndWellKnownTypes(string file)
    {
        var imports = File.ReadAllLines(Path.Combine(Folder(), file))
            .Where(line => line.StartsWith("import ", StringComparison.Ordinal));

        Assert.All(imports, line => Assert.Matches("^import \"(google/protobuf|teamaccess/admin/v1)/", line));
    }

    [Fact]
    public void Enums_Zero_IsUnspecifiedAndEveryValueHasThePrefix()
    {
        var enums = Contract.Files.Append(V1.DirectoryReflection.Descriptor)
            .SelectMany(file => file.EnumTypes).ToList();

        Assert.NotEmpty(enums);
        Assert.All(enums, type =>
        {
            var prefix = UpperPattern().Replace(type.Name, "_$0").TrimStart('_').ToUpperInvariant() + "_";
            Assert.Equal(prefix + "UNSPECIFIED", type.FindValueByNumber(0).Name);
            Assert.All(type.Values, value => Assert.StartsWith(prefix, value.Name, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Methods_EachHas_ItsOwnRequestAndResponse()
    {
        var methods = Contract.Files.SelectMany(file => file.Services).SelectMany(service => service.Methods).ToList();

        Assert.Equal(63, methods.Count);
        Assert.All(methods, method =>
        {
            Assert.Equal(method.Name + "Request", method.InputType.Name);
            Assert.Equal(method.Name + "Response", method.OutputType.Name);
        });
    }

    [Fact]
    public void Messages_Fields_AreNumberedFromOneWithoutGaps() => Assert.All(
        Messages,
        message => Assert.Equal(
            Enumerable.Range(1, message.Fields.InFieldNumberOrder().Count),
            message.Fields.InFieldNumberOrder().Select(field => field.FieldNumber)));

    [Theory]
    [InlineData(typeof(IWorkspaceRequest), "workspace")]
    [InlineData(typeof(IChangeRequest), "request_id", "validate_only")]
    [InlineData(typeof(IPageRequest), "page_size", "page_token")]
    [InlineData(typeof(IChangeResponse), "revision", "audit_event")]
    public void Declarations_Interface_IsOnExactlyTheMessagesWithItsFields(Type contract, params string[] fields)
    {
        var suffix = contract == typeof(IChangeResponse) ? "Response" : "Request";

        var expected = Messages.Where(message =>
            message.Name.EndsWith(suffix, StringComparison.Ordinal)
            && fields.All(field => message.FindFieldByName(field) is { FieldType: not FieldType.Message }));
        var actual = Messages.Where(message => message.ClrType.IsAssignableTo(contract));

        Assert.Equal(expected.Select(message => message.Name), actual.Select(message => message.Name));
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TeamAccess.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The solution's folder was not found.");
        }

        return Path.Combine(folder.FullName, "protos", "teamaccess", "admin", "v1");
    }

    [GeneratedRegex(@"^\s*(service|rpc|message|enum|oneof) |= \d+;$")]
    private static partial Regex DeclarationPattern();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex UpperPattern();
}
