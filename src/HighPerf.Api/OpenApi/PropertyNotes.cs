using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using HighPerf.Api.Errors;
using HighPerf.Core.Errors;
using HighPerf.Core.Players;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HighPerf.Api.OpenApi;

/// <summary>
/// What a schema says beyond the types of its record. A name means the same in every body of the contract, so that most notes go by name
/// alone. Responses have no other properties than these, and what is omitted while there is none is optional, never null.
/// </summary>
internal static class PropertyNotes
{
    private static readonly Dictionary<string, Action<OpenApiSchema>> s_request = new(StringComparer.Ordinal)
    {
        ["first_name"] = Text("Given name.", 1, SignupRules.MaxName),
        ["last_name"] = Text("Family name.", 1, SignupRules.MaxName),
        ["email"] = schema => { Text("Unique without regard to case.", 3, SignupRules.MaxEmail)(schema); schema.Format = "email"; },
        ["password"] = schema => { Note("The password.")(schema); schema.Format = "password"; },
        ["password1"] = Password($"{SignupRules.MinPasswordBytes} to {SignupRules.MaxPasswordBytes} bytes of UTF-8."),
        ["password2"] = Password("The same once more."),
        ["city"] = Text("Decides which ranking the player is in; case and accents do not matter.", null, SignupRules.MaxPlace),
        ["country"] = Text("Where the player is from.", null, SignupRules.MaxPlace),
    };

    /// <summary>What a request need not bring, and may bring as null.</summary>
    private static readonly string[] s_optionalInRequests = ["city", "country"];

    private static readonly Dictionary<string, Action<OpenApiSchema>> s_response = new(StringComparer.Ordinal)
    {
        ["access_token"] = Text("Goes into the header `Authorization: Bearer …`.", 1, null),
        ["cast_at"] = Note("When the vote was received."),
        ["city"] = Note("The player's city, as the player wrote it."),
        ["closes_at"] = Note("When voting ends; null: not set."),
        ["code"] = schema => { Note("What went wrong, for programs.")(schema); schema.Enum = [.. Codes()]; },
        ["country"] = Note("The player's country, as the player wrote it."),
        ["created_at"] = Note("When the player signed up."),
        ["detail"] = Text("What went wrong, for people; in Spanish.", 1, null),
        ["email"] = schema => { Note("The player's address, as the player wrote it.")(schema); schema.Format = "email"; },
        ["error"] = Text("Why the video failed, in Spanish; only when it did.", 1, null),
        ["errors"] = Note("By field or parameter: what is wrong with it, in Spanish."),
        ["expires_in"] = Number("Seconds that the token is valid.", 1, null),
        ["first_name"] = Text("Given name.", 1, SignupRules.MaxName),
        ["id"] = Note("Opaque."),
        ["last_name"] = Text("Family name.", 1, SignupRules.MaxName),
        ["message"] = Text("For people; in Spanish.", 1, null),
        ["opens_at"] = Note("When voting begins; null: not set."),
        ["original_url"] = Link("The file that was uploaded: signed, for minutes, for its owner."),
        ["player"] = Note("The player's profile."),
        ["owner_city"] = Note("The same as `city`, by its first name."),
        ["owner_name"] = Text("The same as `username`, by its first name.", 1, null),
        ["position"] = Number("Place in the whole list, from 1; no two are the same.", 1, null),
        ["processed_at"] = Note("When the showcase clip was ready."),
        ["processed_url"] = Link("The showcase clip, MP4."),
        ["progress"] = Number("Percent of the processing that is done; only while it runs.", 0, 100),
        ["state"] = Words("Where the contest stands.", "upcoming", "open", "closed"),
        ["task_id"] = Note("The job that makes the showcase clip."),
        ["thumbnail_url"] = Link("A picture of the clip, JPEG."),
        ["title"] = Text("As the player wrote it.", 1, 255),
        ["token_type"] = Words("How the token is used.", "Bearer"),
        ["trace_id"] = Text("Names the request; in the server's log when the status is 500 or more.", 1, null),
        ["type"] = Link("Where the code is explained: an anchor of the page of errors."),
        ["uploaded_at"] = Note("When the upload was received."),
        ["username"] = Text("First and last name.", 1, null),
        ["video_id"] = Note("Opaque."),
        ["videos"] = Note("The player's videos, newest first."),
        ["voted"] = Note("Whether the token's player has voted for it; only with a token."),
        ["votes"] = schema =>
        {
            if (schema.Type == JsonSchemaType.Array) Note("The votes that the player has cast, oldest first.")(schema);
            else Number("Votes so far.", 0, null)(schema);
        },
    };

    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo;
        if (type.Kind != JsonTypeInfoKind.Object || schema.Properties is null) return Task.CompletedTask;
        var request = type.Type.Name.EndsWith("Request", StringComparison.Ordinal);
        schema.AdditionalPropertiesAllowed = request;
        foreach (var property in type.Properties)
        {
            if (!schema.Properties.TryGetValue(property.Name, out var described) || described is not OpenApiSchema note) continue;
            var optional = request ? s_optionalInRequests.Contains(property.Name, StringComparer.Ordinal) : property.ShouldSerialize is not null;
            if (optional) schema.Required?.Remove(property.Name);
            if (optional != request) note.Type &= ~JsonSchemaType.Null; // omitted, not null; or needed
            if ((request ? s_request : s_response).TryGetValue(property.Name, out var describe)) describe(note);
            if (type.Type == typeof(Problem)) OfProblem(property.Name, note);
            else if (property.Name == "status") Status(type.Type.Name, note);
        }

        return Task.CompletedTask;
    }

    /// <summary>RFC 9457 has its own meanings for two names.</summary>
    private static void OfProblem(string name, OpenApiSchema schema)
    {
        if (name == "status") Number("The status of the answer.", 400, 599)(schema);
        else if (name == "title") Text("The status in words.", 1, null)(schema);
    }

    /// <summary>The one name with two meanings.</summary>
    private static void Status(string record, OpenApiSchema schema)
    {
        if (record.StartsWith("Moderat", StringComparison.Ordinal)) Words("Never open, or taken back.", "waiting", "hidden")(schema);
        else Words("How far the video is; only ever forward.", "uploaded", "processing", "processed", "failed")(schema);
    }

    private static IEnumerable<JsonNode> Codes() =>
        ErrorCatalogue.All.Select(error => error.Code).Distinct(StringComparer.Ordinal).Select(code => (JsonNode)code);

    private static Action<OpenApiSchema> Note(string description) => schema => schema.Description = description;

    private static Action<OpenApiSchema> Text(string description, int? shortest, int? longest) => schema =>
    {
        schema.Description = description;
        schema.MinLength = shortest;
        schema.MaxLength = longest;
    };

    private static Action<OpenApiSchema> Password(string description) => schema =>
    {
        Text(description, SignupRules.MinPasswordBytes, SignupRules.MaxPasswordBytes)(schema);
        schema.Format = "password";
    };

    private static Action<OpenApiSchema> Number(string description, int? least, int? most) => schema =>
    {
        schema.Description = description;
        schema.Minimum = Invariant(least);
        schema.Maximum = Invariant(most);
    };

    private static Action<OpenApiSchema> Link(string description) => schema =>
    {
        schema.Description = description;
        schema.Format = "uri";
    };

    private static Action<OpenApiSchema> Words(string description, params string[] words) => schema =>
    {
        schema.Description = description;
        schema.Enum = [.. words.Select(word => (JsonNode)word)];
    };

    private static string? Invariant(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
