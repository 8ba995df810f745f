using System.Reflection.Metadata;

namespace HighPerf.Sizes;

/// <summary>Reads the operands of a body that only loads constants: <c>ldc.i4</c>, <c>ldtoken</c>, <c>ldstr</c>.</summary>
internal sealed class ConstantReader(BlobReader body)
{
    private BlobReader _body = body;

    public bool HasMore => _body.RemainingBytes > 0;

    public int Next()
    {
        var code = (ILOpCode)_body.ReadByte();
        return code switch
        {
            ILOpCode.Ldc_i4_m1 => -1,
            >= ILOpCode.Ldc_i4_0 and <= ILOpCode.Ldc_i4_8 => code - ILOpCode.Ldc_i4_0,
            ILOpCode.Ldc_i4_s => _body.ReadSByte(),
            ILOpCode.Ldc_i4 or ILOpCode.Ldtoken or ILOpCode.Ldstr => _body.ReadInt32(),
            _ => throw new InvalidDataException($"Unexpected instruction {code}."),
        };
    }
}
