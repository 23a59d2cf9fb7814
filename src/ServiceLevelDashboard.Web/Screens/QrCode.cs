using System.Text;
using QRCoder;

namespace ServiceLevelDashboard.Web.Screens;

/// <summary>An address as a square that a phone reads, drawn as one path: no style, no image.</summary>
/// <param name="Size">Modules on a side, the quiet zone included.</param>
/// <param name="Path">The dark modules, each a unit square.</param>
internal sealed record QrCode(int Size, string Path)
{
    /// <summary>The code of an address.</summary>
    public static QrCode Of(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < data.ModuleMatrix[y].Count; x++)
            {
                if (data.ModuleMatrix[y][x])
                {
                    path.Append('M').Append(x).Append(' ').Append(y).Append("h1v1h-1z");
                }
            }
        }

        return new QrCode(data.ModuleMatrix.Count, path.ToString());
    }
}
