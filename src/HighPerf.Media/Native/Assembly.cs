using System.Runtime.CompilerServices;

// Everything that crosses to C is blittable: what one reads in a signature is what is called.
[assembly: DisableRuntimeMarshalling]
