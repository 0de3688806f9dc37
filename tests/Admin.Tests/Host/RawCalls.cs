using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace TeamAccess.Admin.Tests.Host;

/// <summary>Calls any method of the contract by its descriptor.</summary>
public static class RawCalls
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    /// <summary>Every method, as <c>Service/Method</c>.</summary>
    public static IReadOnlyDictionary<string, MethodDescriptor> Methods { get; } = Contract.Files
        .SelectMany(file => file.Services)
        .SelectMany(service => service.Methods)
        .ToDictionary(method => $"{method.Service.Name}/{method.Name}");

    public static AsyncUnaryCall<byte[]> Call(this CallInvoker invoker, string method, IMessage? request = null)
    {
        var descriptor = Methods[method];
        return invoker.Call(descriptor.Service.Name, descriptor.Name, (request ?? Empty(method)).ToByteArray());
    }

    /// <summary>Sends whatever bytes to whatever method.</summary>
    public static AsyncUnaryCall<byte[]> Call(
        this CallInvoker invoker, string service, string method, byte[] message) =>
        invoker.AsyncUnaryCall(
            new Method<byte[], byte[]>(MethodType.Unary, $"teamaccess.admin.v1.{service}", method, Bytes, Bytes),
            host: null,
            default,
            message);

    public static IMessage Empty(string method) => Methods[method].InputType.Parser.ParseFrom(ByteString.Empty);

    /// <summary>An empty request but for its workspace; null when it names none.</summary>
    public static IMessage? ForWorkspace(string method, string workspace)
    {
        var request = Empty(method);
        var field = request.Descriptor.FindFieldByName("workspace");
        if (field is null)
        {
            return null;
        }

        object value = field.FieldType == FieldType.Message ? new V1.Workspace { Name = workspace } : workspace;
        field.Accessor.SetValue(request, value);
        return request;
    }
}
